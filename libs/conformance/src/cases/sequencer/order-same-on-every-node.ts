import type { ConformanceCase } from '../../case.ts';
import { mixedTraffic } from '../../exchange/mixed-traffic.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'order-same-on-every-node',
  title: 'Every endpoint shows the same bytes',
  text: 'The streams of a member, followed live at every endpoint and read again afterwards, hold the same event lines, byte for byte.',
  covers: ['DC-16', 'DC-39', 'DC-74'],
  level: 'MUST',
  scope: 'system',
  async check(context) {
    const readings = await mixedTraffic(context, 12);
    let compared = 0;
    for (const member of [context.alice, context.bob, context.carol]) {
      const own = readings.filter((reading) => reading.member === member);
      const end = Math.min(...own.map((reading) => reading.events.at(-1)?.timestampMicros ?? 0));
      const again = await Promise.all(
        context.endpoints.map(async (endpoint) => {
          const from = own[0]!.events[0]?.timestampMicros;
          const stream = await context.subscribe(member, from, endpoint);
          const reached = (): boolean => (stream.events.at(-1)?.timestampMicros ?? 0) >= end;
          await stream.until(`everything up to ${end}`, reached);
          return { instance: `${endpoint.instance}, read again`, stream };
        }),
      );
      const texts = [...own, ...again].map(({ instance, stream }) => ({
        instance,
        lines: stream.lines
          .filter((line) => line.value.type === 'event' && line.value.timestampMicros <= end)
          .map((line) => line.text),
      }));
      const first = texts[0]!;
      for (const other of texts) {
        const at = first.lines.findIndex((line, index) => other.lines[index] !== line);
        expect(
          at < 0 && other.lines.length === first.lines.length,
          `The streams of ${member} at ${first.instance} and ${other.instance} differ.`,
          at < 0
            ? [`${first.lines.length} lines here, ${other.lines.length} there`]
            : [`${first.instance}: ${first.lines[at]}`, `${other.instance}: ${other.lines[at]}`],
        );
        compared += other.lines.length;
      }
    }
    return `${compared} lines compared, all the same`;
  },
} satisfies ConformanceCase;
