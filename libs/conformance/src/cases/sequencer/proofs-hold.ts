import type { ConformanceCase } from '../../case.ts';
import { mixedTraffic } from '../../exchange/mixed-traffic.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'proofs-hold',
  title: 'A time proof holds, on every endpoint',
  text: 'While three members send over all endpoints: proofs never fall; after a proof up to T no event at or below T follows on that stream; and what the member was shown up to T is all that any endpoint ever shows up to T.',
  covers: ['DC-37'],
  level: 'MUST',
  scope: 'system',
  capability: 'time-proofs',
  async check(context) {
    const readings = await mixedTraffic(context, 20);
    let proofs = 0;
    for (const { member, instance, stream } of readings) {
      const others = readings.filter((other) => other.member === member);
      const all = new Set(others.flatMap((other) => other.events.map((event) => event.timestampMicros)));
      const shown = new Set<number>();
      const first = stream.events[0]?.timestampMicros ?? 0;
      let proved = 0;
      for (const { text, value } of stream.lines) {
        if (value.type === 'event') {
          shown.add(value.timestampMicros);
          expect(
            value.timestampMicros > proved,
            `${member} at ${instance} gets an event at ${value.timestampMicros} after a proof up to ${proved}.`,
            [text],
          );
        } else if (value.type === 'proof') {
          proofs += 1;
          expect(value.upToMicros >= proved, `A proof falls from ${proved} to ${value.upToMicros}.`, [text]);
          proved = value.upToMicros;
          for (const timestampMicros of all)
            expect(
              timestampMicros > proved || timestampMicros < first || shown.has(timestampMicros),
              `${member} at ${instance} was told "nothing more up to ${proved}"; elsewhere it is shown an event at ${timestampMicros} that it had not got.`,
              [text],
            );
        }
      }
    }
    expect(proofs > 0, 'Not one time proof came.');
    return `${proofs} proofs, all of them held`;
  },
} satisfies ConformanceCase;
