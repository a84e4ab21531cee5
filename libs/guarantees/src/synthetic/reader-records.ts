import type { Plan } from '@plimsoll/history/plan';
import type { EventRecord, HistoryRecord } from '@plimsoll/history/record';
import type { Life, LivedEvent } from './draw-life.ts';
import type { Synthesis } from './synthesize.ts';
import { boundAt, digestOf } from './writer-records.ts';

type Timed = readonly [atMicros: number, record: HistoryRecord];

/** A member's events in order, each with its predecessor. */
interface MemberEvent {
  readonly event: LivedEvent;
  readonly previousMicros: number | null;
}

const memo = new WeakMap<Life, readonly (readonly MemberEvent[])[]>();

/** The history of every member, sorted. */
function histories(members: number, life: Life): readonly (readonly MemberEvent[])[] {
  const known = memo.get(life);
  if (known !== undefined) return known;
  const all: MemberEvent[][] = Array.from({ length: members }, () => []);
  for (const event of [...life.events].sort((a, b) => a.timestampMicros - b.timestampMicros)) {
    const reached = new Set([event.send.member, ...(event.error === undefined ? event.send.to.flat() : [])]);
    for (const member of reached) {
      const list = all[member] as MemberEvent[];
      list.push({ event, previousMicros: list.at(-1)?.event.timestampMicros ?? null });
    }
  }
  memo.set(life, all);
  return all;
}

function record(of: MemberEvent, member: number, stream: number, atMicros: number): EventRecord {
  const { send, timestampMicros, error } = of.event;
  return {
    kind: 'event',
    stream,
    atMicros,
    timestampMicros,
    previousMicros: of.previousMicros,
    type: error === undefined ? 'deliver' : 'error',
    id: send.id,
    sender: send.member,
    receipt: send.member === member,
    ...(error === undefined ? {} : { code: error }),
    envelopes:
      error === undefined
        ? send.to.flatMap((to, index) =>
            to.includes(member) ? [{ id: send.id, index, bytes: 20, digest: digestOf(send.id, index) }] : [],
          )
        : [],
  };
}

/**
 * Live readers: in the load's file each member at one node, in the watch's some members at every node. Streams break now and then and are
 * resumed, inclusively, at another node. Proofs come every half second, always behind what was shown.
 */
export function* liveRecords(
  synthesis: Synthesis,
  plan: Plan,
  life: Life,
  file: 'load' | 'watch',
  uniform: () => number,
): Generator<Timed> {
  const readers =
    file === 'load'
      ? plan.members.map((_, member) => ({ member, node: member % synthesis.nodes }))
      : plan.nodes.flatMap((_, node) =>
          Array.from({ length: synthesis.readersPerNode }, (__, index) => ({
            member: (node + index) % synthesis.members,
            node,
          })),
        );
  const base = file === 'load' ? 1 : 10_001;
  const lines: Timed[][] = readers.map(({ member, node }, index) => [
    ...liveReader(synthesis, plan, life, { member, node, stream: base + index * 100 }, uniform),
  ]);
  yield* lines.flat().sort((a, b) => a[0] - b[0]);
}

function* liveReader(
  synthesis: Synthesis,
  plan: Plan,
  life: Life,
  reader: { member: number; node: number; stream: number },
  uniform: () => number,
): Generator<Timed> {
  const { member } = reader;
  let { stream, node } = reader;
  const history = histories(synthesis.members, life)[member] ?? [];
  const open = (atMicros: number, fromMicros: number | null): Timed => [
    atMicros,
    {
      kind: 'open',
      stream,
      observer: 'live',
      client: 'load',
      site: 'a',
      instance: plan.nodes[node]?.name ?? '',
      member,
      fromMicros,
      atMicros,
    },
  ];
  yield open(5000, null);
  // Readers at different nodes see the same a little earlier or later; what is visible stays in order.
  const lag = Math.floor(uniform() * 500);
  const rare = uniform() < 0.3 * synthesis.oddity ? 1_900_000 : 500_000;
  let proofAt = rare;
  let shown = 5000;
  let last: MemberEvent | undefined;
  for (const each of history) {
    const at = Math.max(shown, each.event.visibleMicros + lag);
    for (; proofAt < at; proofAt += rare) yield* proof(proofAt);
    if (last !== undefined && uniform() < 0.002 * synthesis.oddity && stream % 100 < 90) {
      yield [at, { kind: 'close', stream, atMicros: at, complete: false, code: 'TRANSPORT' }];
      stream += 1;
      node = (node + 1) % synthesis.nodes;
      yield open(at, last.event.timestampMicros);
      yield [at, record(last, member, stream, at)];
    }
    yield [at, record(each, member, stream, at)];
    shown = at;
    last = each;
  }
  for (; proofAt < life.endMicros; proofAt += rare) yield* proof(proofAt);
  yield [life.endMicros, { kind: 'close', stream, atMicros: life.endMicros, complete: false }];

  // Behind the clock by more than a send needs to become visible: whatever is above may still come.
  function* proof(at: number): Generator<Timed> {
    const upToMicros = life.subjectTime(at - 30_000);
    yield [Math.max(at, shown), { kind: 'proof', stream, atMicros: Math.max(at, shown), upToMicros }];
  }
}

/** A final observer: every member at every node, from the beginning to the end, twice interrupted now and then. */
export function* finalRecords(
  synthesis: Synthesis,
  plan: Plan,
  life: Life,
  observer: 'first' | 'second',
): Generator<HistoryRecord> {
  let stream = observer === 'first' ? 20_000 : 30_000;
  const atMicros = life.endMicros + 10_000;
  const fromMicros = boundAt(life, life.endMicros);
  for (const [member] of plan.members.entries()) {
    const history = histories(synthesis.members, life)[member] ?? [];
    for (const { name } of plan.nodes) {
      stream += 1;
      yield {
        kind: 'open',
        stream,
        observer,
        client: observer,
        site: 'a',
        instance: name,
        member,
        fromMicros: synthesis.pruned ? fromMicros : null,
        atMicros,
      };
      for (const each of history)
        if (!synthesis.pruned || each.event.timestampMicros >= fromMicros)
          yield record(each, member, stream, atMicros);
      yield { kind: 'close', stream, atMicros, complete: true };
    }
  }
}
