import { Check, Errors } from 'typebox/value';
import { EventLine, ProofLine, StreamErrorLine } from '@plimsoll/interface/sequencer/subscription';
import type { ConformanceCase } from '../../case.ts';
import { barrier, envelope, sendForReceipt } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

const schemas = { event: EventLine, proof: ProofLine, error: StreamErrorLine } as const;

export default {
  id: 'subscribe-lines',
  title: 'A subscription is NDJSON of the stated lines',
  text: 'The content type is application/x-ndjson and every line is an event, a proof or an error of the schema.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const stream = await context.subscribe(context.alice);
    const type = stream.headers['content-type'] ?? 'none';
    expect(type.startsWith('application/x-ndjson'), `The content type is ${type}.`, [stream.asked]);
    const session = await context.session(context.alice);
    await sendForReceipt(context, session, 'lines', [envelope('to all', '*')]);
    await barrier(context, stream, context.alice);
    for (const { text, value } of stream.lines) {
      const schema = schemas[value.type];
      expect(
        schema !== undefined && Check(schema, value),
        'A line of a subscription does not fit the interface.',
        [
          text,
          ...(schema === undefined
            ? []
            : [...Errors(schema, value)].map((error) => `${error.instancePath} ${error.message}`)),
        ],
      );
    }
    expect(stream.ended === undefined, `The stream ended: ${stream.ended}.`, [stream.asked]);
    return `${stream.lines.length} lines, all valid`;
  },
} satisfies ConformanceCase;
