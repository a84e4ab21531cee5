import type { Mix } from './mix.ts';

/** A send as the seed wants it: everything but id, times and endpoint. */
export interface DrawnSend {
  readonly kind: 'plain' | 'tight' | 'past' | 'unknown-recipient' | 'topology-ahead';
  /** Index into the plan's members. */
  readonly member: number;
  readonly awaits: 'accepted' | 'sequenced';
  readonly envelopes: readonly DrawnEnvelope[];
  /** Where: a node of the own site, of another site, or a gateway. */
  readonly route: 'own' | 'other' | 'gateway';
  /** Milliseconds after which it is sent a second time; undefined: once. */
  readonly againAfterMs: number | undefined;
}
export interface DrawnEnvelope {
  /** Member indexes; -1 is somebody who is not registered. */
  readonly to: readonly number[];
  readonly everyone: boolean;
  readonly bytes: number;
}

export interface DrawOptions {
  readonly mix: Mix;
  /** Members that send and receive, as indexes into the plan's members. */
  readonly members: readonly number[];
  /** Number of all registered members: `["*"]` reaches each of them. */
  readonly memberCount: number;
  readonly awaitShare: number;
  readonly bytes: readonly [number, number];
  readonly capabilities: readonly string[];
}

/** Draws the next send. Pure but for the series it draws from: the same seed gives the same sends. */
export function drawSend(options: DrawOptions, uniform: () => number): DrawnSend {
  const { mix, members } = options;
  const can = (capability: string): boolean => options.capabilities.includes(capability);
  // The number of draws does not depend on what they give, so that one changed share does not shift all the rest.
  const kindDraw = uniform();
  const member = pick(members, uniform());
  const awaits = uniform() < options.awaitShare && can('await-sequenced') ? 'sequenced' : 'accepted';
  const routeDraw = uniform();
  const again = uniform();
  const shapeDraw = uniform();

  const kinds: [DrawnSend['kind'], number][] = [
    ['tight', mix.tight],
    ['past', mix.past],
    ['unknown-recipient', can('unknown-recipients') ? mix.unknownRecipient : 0],
    ['topology-ahead', can('topology-timestamp') ? mix.topologyAhead : 0],
  ];
  const kind = choose(kinds, kindDraw) ?? 'plain';
  const shape =
    kind === 'unknown-recipient'
      ? 'unknown'
      : choose(
          [
            ['multicast', mix.multicast],
            ['broadcast', mix.broadcast],
            ['envelopes', mix.envelopes],
            ['empty', mix.empty],
          ],
          shapeDraw,
        );
  return {
    kind,
    member,
    awaits,
    envelopes: drawEnvelopes(shape, options, uniform),
    route: routeDraw < mix.ownSite ? 'own' : routeDraw < mix.ownSite + mix.otherSite ? 'other' : 'gateway',
    againAfterMs:
      kind === 'plain' && again < mix.twice ? 10 + Math.floor((again / mix.twice) * 300) : undefined,
  };
}

function drawEnvelopes(
  shape: 'unknown' | 'multicast' | 'broadcast' | 'envelopes' | 'empty' | undefined,
  { members, memberCount, bytes }: DrawOptions,
  uniform: () => number,
): DrawnEnvelope[] {
  const size = (): number => bytes[0] + Math.floor(uniform() * (bytes[1] - bytes[0] + 1));
  const some = (): number[] => {
    const start = Math.floor(uniform() * members.length);
    const count = Math.min(members.length, 2 + Math.floor(uniform() * 3));
    return Array.from({ length: count }, (_, i) => members[(start + i) % members.length] as number);
  };
  const one = (): number[] => [pick(members, uniform())];
  const envelope = (to: number[], everyone = false): DrawnEnvelope => ({ to, everyone, bytes: size() });
  switch (shape) {
    case 'empty':
      return [];
    case 'broadcast':
      return [
        envelope(
          Array.from({ length: memberCount }, (_, i) => i),
          true,
        ),
      ];
    case 'multicast':
      return [envelope(some())];
    case 'envelopes':
      return [envelope(one()), envelope(some()), ...(uniform() < 0.5 ? [envelope(one())] : [])];
    case 'unknown':
      return [envelope(one()), envelope([-1])];
    case undefined:
      return [envelope(one())];
  }
}

const pick = (from: readonly number[], draw: number): number =>
  from[Math.floor(draw * from.length)] as number;

function choose<Name extends string>(
  shares: readonly (readonly [Name, number])[],
  draw: number,
): Name | undefined {
  let from = 0;
  for (const [name, share] of shares) {
    from += share;
    if (draw < from) return name;
  }
  return undefined;
}
