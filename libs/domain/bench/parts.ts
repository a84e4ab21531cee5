import { Bench } from 'tinybench';
import { isVisible } from '../src/sequencer/is-visible.ts';
import { judgeSend } from '../src/sequencer/judge-send.ts';
import { nextTimestamp } from '../src/sequencer/next-timestamp.ts';
import { readPosition } from '../src/sequencer/read-position.ts';

// A measuring process: the rules that a sequencer asks for each send or event. Its last line is JSON: name, and nanoseconds
// and samples of each. The bench of the harness starts it as it starts a subject: by its command (design, section 2).
const bench = new Bench({ time: 300, warmupTime: 100 });
/** Kept, so that nothing is optimised away. */
let seen = 0;
/** A rule takes less than reading the clock: many at once are one sample. */
const inOneSample = 1000;

let last = 1_800_000_000_000_000;
bench.add('next timestamp', () => {
  for (let i = 0; i < inOneSample; i += 1) last = nextTimestamp(last, 1_800_000_000_000_000 + i, 3, 10);
  seen += last;
});
const rows = Array.from({ length: 10 }, (_, nodeIndex) => ({
  nodeIndex,
  watermarkMicros: 1_800_000_000_000_000 + nodeIndex,
  online: nodeIndex % 4 !== 0,
}));
bench.add('is visible, ten nodes', () => {
  for (let i = 0; i < inOneSample; i += 1)
    if (isVisible({ timestampMicros: 1_800_000_000_000_000 - 500 + i, nodeIndex: i % 10 }, rows)) seen += 1;
});
const terms = {
  maxSequencingTimeMicros: 1_800_000_000_000_500,
  topologyTimestampMicros: undefined,
  payloadMicros: 1_800_000_000_000_000,
  recipientsKnown: true,
};
bench.add('judge a send', () => {
  for (let i = 0; i < inOneSample; i += 1)
    if (judgeSend(terms, 1_800_000_000_000_000 + i).kind === 'deliver') seen += 1;
});
bench.add('read position', () => {
  let position = 0;
  for (let i = 0; i < inOneSample; i += 1)
    position = readPosition(position, { safeMicros: i + 10, lastMicros: i, full: i % 2 === 0 });
  seen += position;
});

await bench.run();
const parts = bench.tasks.map(({ name, result }) => {
  if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`);
  const { p50, rme, samplesCount } = result.latency;
  return { name, nanos: (p50 * 1e6) / inOneSample, errorPercent: rme, samples: samplesCount };
});
if (seen < 0) throw new Error('never');
process.stdout.write(`${JSON.stringify(parts)}\n`);
