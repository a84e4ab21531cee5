import type { Synthesis } from './synthesize.ts';

/** One send and what became of it. Run clock and subject time in µs. */
export interface LivedSend {
  readonly id: number;
  readonly member: number;
  /** Of each envelope; empty: to nobody. */
  readonly to: readonly (readonly number[])[];
  readonly sentMicros: number;
  readonly doneMicros: number;
  readonly instance: string;
  readonly servedBy: string;
  readonly awaits: 'accepted' | 'sequenced';
  readonly maxMicros: number;
  readonly topologyMicros: number | undefined;
  readonly stranger: boolean;
  readonly how: 'sequenced' | 'accepted' | 'rejected' | 'refused' | 'unknown';
  /** Timestamps of its events: none, one, or two (sent twice before expiry). */
  readonly timestamps: readonly number[];
  readonly attempt: number;
  readonly observedMicros: number | undefined;
}

/** An event as it stands in the history. */
export interface LivedEvent {
  readonly send: LivedSend;
  readonly timestampMicros: number;
  /** Run clock from which it can be read anywhere. */
  readonly visibleMicros: number;
  readonly error: string | undefined;
}

/** What happened in a synthetic run. */
export interface Life {
  readonly attempts: readonly LivedSend[];
  readonly events: readonly LivedEvent[];
  readonly kills: readonly {
    readonly node: string;
    readonly fromMicros: number;
    readonly toMicros: number;
  }[];
  readonly endMicros: number;
  /** Subject time at a moment of the run. */
  readonly subjectTime: (runMicros: number) => number;
}

const second = 1e6;
const ttlMicros = 5 * second;
/** From the start until the load begins, and after every fault until the next thing. */
const quietMicros = 3 * second;

/** Draws sends and their fates. A send within half a second of a kill may be lost; the domain's time stands still for 0.1 s then. */
export function drawLife(synthesis: Synthesis, uniform: () => number): Life {
  const { sends, ratePerSecond, members, nodes, gateways, oddity } = synthesis;
  const chance = (share: number): boolean => uniform() < share * oddity;
  const loadMicros = (sends / ratePerSecond) * second;
  const endMicros = quietMicros + loadMicros + quietMicros;
  const kills = Array.from({ length: synthesis.kills }, (_, index) => {
    const fromMicros = Math.round(quietMicros + ((index + 0.4) * loadMicros) / synthesis.kills);
    return { node: `n-${index % nodes}`, fromMicros, toMicros: fromMicros + second };
  });
  // A subject may live in the future, and count in milliseconds.
  const offset = 1_700_000_000_000_000 + (chance(0.5) ? 3_600 * second : 0);
  const grain = chance(0.3) && ratePerSecond <= 200 ? 1000 : 1;
  const subjectTime = (runMicros: number): number => offset + runMicros;
  let lastTimestamp = 0;
  const assign = (runMicros: number): number => {
    const wanted = Math.floor(subjectTime(runMicros) / grain) * grain;
    lastTimestamp = Math.max(wanted, lastTimestamp + grain);
    return lastTimestamp;
  };

  const attempts: LivedSend[] = [];
  const events: LivedEvent[] = [];
  for (let id = 0; id < sends; id += 1) {
    const sent = Math.round(quietMicros + (id * second) / ratePerSecond);
    const kill = kills.find((each) => sent > each.fromMicros - 0.5 * second && sent < each.toMicros);
    const member = Math.floor(uniform() * members);
    const gateway = gateways > 0 && uniform() < 0.3;
    let node = Math.floor(uniform() * nodes);
    if (kill !== undefined && `n-${node}` === kill.node) node = (node + 1) % nodes;
    const rejected = chance(0.02);
    const ahead = rejected && uniform() < 0.5;
    const awaits = uniform() < 0.5 ? ('sequenced' as const) : ('accepted' as const);
    const fate = chance(0.02) ? 'refused' : kill !== undefined && chance(0.5) ? 'unknown' : 'taken';
    const to = drawRecipients(members, uniform);
    const doneMicros = sent + 3000 + Math.floor(uniform() * 4000);
    const timestamps: number[] = [];
    if (fate === 'taken') timestamps.push(assign(sent + 1000));
    const base = {
      id,
      member,
      to,
      sentMicros: sent,
      doneMicros,
      instance: gateway ? `g-${Math.floor(uniform() * gateways)}` : `n-${node}`,
      servedBy: `n-${gateway ? id % nodes : node}`,
      awaits,
      maxMicros: subjectTime(sent) + ttlMicros,
      topologyMicros: ahead ? subjectTime(sent) + 3600 * second : undefined,
      stranger: rejected && !ahead,
      attempt: 1,
      observedMicros: undefined,
    };
    const answered = rejected ? ('rejected' as const) : ('sequenced' as const);
    const how =
      fate === 'taken'
        ? awaits === 'sequenced'
          ? answered
          : ('accepted' as const)
        : (fate as 'refused' | 'unknown');
    const send: LivedSend = { ...base, how, timestamps };
    attempts.push(send);
    const error = rejected
      ? ahead
        ? 'SEQUENCER_TOPOLOGY_TIMESTAMP_AFTER_SEQUENCING_TIMESTAMP'
        : 'SEQUENCER_UNKNOWN_RECIPIENTS'
      : undefined;
    for (const timestampMicros of timestamps)
      events.push({ send, timestampMicros, visibleMicros: doneMicros - 1500, error });
    // Sent a second time under the same id before expiry: legal, and delivered twice.
    if (fate === 'taken' && !rejected && awaits === 'accepted' && chance(0.03)) {
      const again = assign(sent + 1500);
      const twice: LivedSend = { ...send, attempt: 2, sentMicros: sent + 500, timestamps: [again] };
      attempts.push(twice);
      events.push({ send: twice, timestampMicros: again, visibleMicros: doneMicros - 1000, error });
    }
  }
  retryTheLost(attempts, events, { assign, subjectTime, endMicros, chance });
  return { attempts, events, kills, endMicros, subjectTime };
}

/** What got lost is sent again once its time was observed to be over; the retry is sequenced, once. */
function retryTheLost(
  attempts: LivedSend[],
  events: LivedEvent[],
  world: {
    readonly assign: (runMicros: number) => number;
    readonly subjectTime: (runMicros: number) => number;
    readonly endMicros: number;
    readonly chance: (share: number) => boolean;
  },
): void {
  const lost = attempts.filter(
    (send) => send.how === 'unknown' && !send.stranger && send.topologyMicros === undefined,
  );
  const latest = attempts.reduce((most, send) => Math.max(most, send.sentMicros), 0) + 10_000;
  let at = latest;
  for (const send of lost) {
    at += 1000;
    if (world.subjectTime(at) - 100_000 <= send.maxMicros || at > world.endMicros - 100_000) continue;
    if (!world.chance(1)) continue;
    const timestamp = world.assign(at + 1000);
    const retry: LivedSend = {
      ...send,
      attempt: 2,
      sentMicros: at,
      doneMicros: at + 4000,
      maxMicros: world.subjectTime(at) + ttlMicros,
      how: send.awaits === 'sequenced' ? 'sequenced' : 'accepted',
      observedMicros: world.subjectTime(at) - 50_000,
      timestamps: [timestamp],
    };
    attempts.push(retry);
    events.push({ send: retry, timestampMicros: timestamp, visibleMicros: at + 2500, error: undefined });
  }
}

function drawRecipients(members: number, uniform: () => number): readonly (readonly number[])[] {
  const draw = uniform();
  const one = (): number => Math.floor(uniform() * members);
  if (draw < 0.02) return [];
  if (draw < 0.1) return [Array.from({ length: members }, (_, index) => index)];
  if (draw < 0.2) return [[one()], [...new Set([one(), one()])]];
  return [[one()]];
}
