import type { ReceivedRecord, StatusRecord } from '@plimsoll/history/operator-record';
import { hashes as hashesOf } from '../../evidence/hashes.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { said, statusNames, statusOf } from '../../evidence/statuses.ts';
import type { Guarantee } from '../../guarantee.ts';
import { grown } from '../../grown.ts';
import { runTime } from '../../words.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * What an instance once called EXECUTED or REJECTED it calls so ever after, and no other instance calls it the opposite; an order that it
 * showed as redeemed stays redeemed. An instance that lags behind another may say PENDING: its own word alone binds it there. Convicts
 * RM-04, RM-25.
 */
const guarantee: Guarantee = {
  id: 'terminal-stays',
  title: 'A final status stays',
  text: 'EXECUTED, REJECTED and REDEEMED never change: not at the instance that said so, and no instance ever says the opposite.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-08'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'restart', 'chain-reorg', 'consumer-offsets-lost', 'database-restart'],
  check(context) {
    const hashes = context.evidence(hashesOf);
    const operations = context.evidence(operationsOf);
    const witnesses = new Witnesses(context);
    const nodes = new Map(context.nodes.map(({ name }, index) => [name, index]));
    /** By slot × nodes: the terminal status said, when its answer had come, and where. */
    let ended = new Uint8Array(1024);
    let since = new Float64Array(1024);
    let place = new Uint32Array(1024);
    /** By slot: the first terminal status that anybody said. */
    let any = new Uint8Array(1024);
    let anyPlace = new Uint32Array(1024);
    const redeemed = new Map<string, { readonly at: number; readonly place: number }>();
    let checked = 0;
    return {
      on: { status: look, received: lookReceived },
      finish: () => witnesses.finding(checked, 'answers about operations that had ended'),
    };

    function look(record: StatusRecord): void {
      const status = statusOf(record);
      const node = nodes.get(record.servedBy ?? record.instance) ?? nodes.get(record.instance);
      if (status === said.nothing || node === undefined) return;
      const slot = hashes.slot(record.hash);
      const at = slot * nodes.size + node;
      if (at >= ended.length) {
        ended = grown(ended, at);
        since = grown(since, at);
        place = grown(place, at);
      }
      any = grown(any, slot);
      anyPlace = grown(anyPlace, slot);
      const isEnd = status >= said.executed;
      if (ended[at] !== 0) {
        checked += 1;
        // Answers may overtake each other: only what was asked after the word had been given counts.
        if (status !== ended[at] && record.sentMicros >= (since[at] as number)) {
          const before = place[at] as number;
          const word = statusNames[ended[at] as number];
          witnesses.add(
            () =>
              `${record.instance} had called ${operations.name(slot)} ${word} by ${runTime(since[at] as number)}; asked again at ${runTime(record.sentMicros)} it said ${statusNames[status]}.`,
            [before, context.place()],
            record.doneMicros,
          );
        }
      } else if (isEnd) {
        ended[at] = status;
        since[at] = record.doneMicros;
        place[at] = context.place();
      }
      if (!isEnd) return;
      if (any[slot] === 0) {
        any[slot] = status;
        anyPlace[slot] = context.place();
      } else if (any[slot] !== status && ended[at] === status) {
        witnesses.add(
          () =>
            `${operations.name(slot)} was called ${statusNames[any[slot] as number]} by one instance and ${statusNames[status]} by ${record.instance} at ${runTime(record.doneMicros)}.`,
          [anyPlace[slot] as number, context.place()],
          record.doneMicros,
        );
      }
    }

    function lookReceived(record: ReceivedRecord): void {
      if (record.outcome !== 'ok') return;
      const key = `${record.instance}|${record.account}|${record.index}`;
      const before = redeemed.get(key);
      if (record.status === 'REDEEMED') {
        if (before === undefined) redeemed.set(key, { at: record.doneMicros, place: context.place() });
        return;
      }
      if (before === undefined) return;
      checked += 1;
      if (record.sentMicros < before.at) return;
      witnesses.add(
        () =>
          `${record.instance} had shown order ${record.index} of account ${record.account} as REDEEMED by ${runTime(before.at)}, and as available at ${runTime(record.doneMicros)}.`,
        [before.place, context.place()],
        record.doneMicros,
      );
    }
  },
};
export default guarantee;
