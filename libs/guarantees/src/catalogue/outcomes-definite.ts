import type { CallEnvelope } from '@plimsoll/history/record';
import { errorTable } from '../evidence/error-table.ts';
import type { Guarantee } from '../guarantee.ts';
import { Witnesses } from '../witnesses.ts';

/** The client's own words for a call without a reply. */
const noReply = new Set(['TRANSPORT', 'TIMEOUT', 'NOT_SENT', 'NOTHING_NEW']);

/**
 * Every reply is one of the interface: a body as promised, or an error from the table under its own HTTP status. Whether a
 * definite error tells the truth is definite-failures-never-appear's.
 */
const guarantee: Guarantee = {
  id: 'outcomes-definite',
  title: 'Every reply says what it means',
  text: 'A reply is as the interface has it, or carries a code of the error table under the HTTP status that the table gives it: a caller always knows whether it happened, did not, or may have.',
  source: { document: 'DESIGN.md', heading: 'Outcomes' },
  rules: ['DG-11', 'RG-17'],
  level: 'MUST',
  kind: 'safety',
  system: 'any',
  needs: [],
  exercisedBy: ['kill', 'stop-graceful', 'database-connection-lost', 'link-reset', 'database-failover'],
  check(context) {
    const witnesses = new Witnesses(context);
    const table = errorTable(context.system);
    let checked = 0;
    const look = (record: CallEnvelope & { readonly kind: string }): void => {
      const { code } = record;
      if (code === undefined || noReply.has(code)) {
        if (record.httpStatus !== undefined) checked += 1;
        return;
      }
      checked += 1;
      const expected = table.statusOf(code);
      const asked = `a ${record.kind} at ${record.instance}`;
      if (code === 'GARBAGE')
        witnesses.add(
          () =>
            `The reply to ${asked} was none of the interface${record.httpStatus === undefined ? '' : ` (HTTP ${record.httpStatus})`}.`,
          [context.place()],
          record.doneMicros,
        );
      else if (expected === undefined)
        witnesses.add(
          () => `The reply to ${asked} carried the code ${code}, which is not in the error table.`,
          [context.place()],
          record.doneMicros,
        );
      else if (record.httpStatus !== undefined && record.httpStatus !== expected)
        witnesses.add(
          () =>
            `The reply to ${asked} carried ${code} under HTTP ${record.httpStatus}; the table says ${expected}.`,
          [context.place()],
          record.doneMicros,
        );
    };
    return {
      on: {
        send: look,
        acknowledge: look,
        time: look,
        bounds: look,
        probe: look,
        intrusion: look,
        health: look,
        operation: look,
        status: look,
        account: look,
        received: look,
        close(record) {
          if (record.code !== 'GARBAGE') return;
          checked += 1;
          witnesses.add(
            () =>
              `A subscription showed a line that is none of the interface${record.detail === undefined ? '' : `: ${record.detail}`}.`,
            [context.place()],
            record.atMicros,
          );
        },
        note(record) {
          // A subscription that was refused before it opened.
          const { code, instance } = record.values;
          if (record.about !== 'subscribe-failed' || typeof code !== 'string' || noReply.has(code)) return;
          checked += 1;
          if (table.statusOf(code) !== undefined) return;
          witnesses.add(
            () =>
              `A subscription at ${String(instance)} was refused with ${code === 'GARBAGE' ? 'a reply that is none of the interface' : `the code ${code}, which is not in the error table`}.`,
            [context.place()],
            record.atMicros,
          );
        },
      },
      finish: () => witnesses.finding(checked, 'replies'),
    };
  },
};
export default guarantee;
