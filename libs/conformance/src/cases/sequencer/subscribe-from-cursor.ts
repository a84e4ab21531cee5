import type { ConformanceCase } from '../../case.ts';
import { sendForReceipt } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'subscribe-from-cursor',
  title: 'A position is inclusive, at every endpoint',
  text: 'From the timestamp of an event the subscription begins with this event, the same line as before; from one microsecond later, or from between two events, with the next. Each at every endpoint.',
  covers: ['DC-39', 'DC-40', 'DC-41'],
  level: 'MUST',
  scope: 'system',
  async check(context) {
    const session = await context.session(context.alice);
    const stamps: number[] = [];
    const whole = await context.subscribe(context.alice);
    for (let index = 0; index < 3; index += 1)
      stamps.push((await sendForReceipt(context, session, `cursor-${index}`, [])).timestampMicros);
    await whole.until('three events', () =>
      whole.events.some((event) => event.timestampMicros === stamps[2]),
    );
    const lineAt = (timestampMicros: number): string | undefined =>
      whole.lines.find(
        (line) => line.value.type === 'event' && line.value.timestampMicros === timestampMicros,
      )?.text;
    const [first, second, third] = stamps as [number, number, number];
    for (const endpoint of context.endpoints)
      for (const [from, wanted] of [
        [first, first],
        [first + 1, second],
        [Math.floor((first + second) / 2), second > first + 1 ? second : first],
        [second, second],
        [third, third],
      ] as const) {
        const stream = await context.subscribe(context.alice, from, endpoint);
        await stream.until('an event', () => stream.events.length > 0);
        const text = stream.lines.find((line) => line.value.type === 'event')!.text;
        expect(
          text === lineAt(wanted),
          `From ${from} the stream begins with another event than the one at ${wanted}.`,
          [stream.asked, `got ${text}`, `wanted ${lineAt(wanted)}`],
        );
        stream.close();
      }
    return `inclusive at ${context.endpoints.length} endpoints`;
  },
} satisfies ConformanceCase;
