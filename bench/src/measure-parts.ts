import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCase } from '@plimsoll/guarantees/open-case';
import { guarantees } from '@plimsoll/guarantees/registry';
import { smallSynthesis, synthesize } from '@plimsoll/guarantees/synthetic/synthesize';
import { readHistory } from '@plimsoll/history/reader';
import { HistoryWriter } from '@plimsoll/history/writer';
import { LineSplitter } from '@plimsoll/load/line-splitter';
import { Bench } from 'tinybench';

// A measuring process: the harness's parts that every record or line goes through. Last line as of libs/domain/bench/parts.ts.
const bench = new Bench({ time: 500, warmupTime: 200, throws: true });
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-parts-'));
const synthetic = synthesize(smallSynthesis);
const records = [...synthetic.records()];
/** How many records or lines one call handles: figures are for one of them. */
const handled = new Map<string, number>();
function add(name: string, count: number, act: () => void): void {
  handled.set(name, count);
  bench.add(name, act);
}

const files = records.filter(([file]) => file === 'load').map(([, record]) => record);
let written = 0;
const write = (): string => {
  const directory = mkdtempSync(join(folder, `${(written += 1)}-`));
  const writer = new HistoryWriter(directory, 'load');
  for (const record of files) writer.write(record);
  return writer.close().path;
};
add('write a record', files.length, () => void write());
const path = write();
add('read and verify a record', files.length, () => void readHistory(path, () => undefined));
const line = `${JSON.stringify({ type: 'event', timestampMicros: 1_800_000_000_000_000, envelopes: ['x'.repeat(300)] })}\n`;
const stream = Buffer.from(line.repeat(1000));
const chunks = Array.from({ length: Math.ceil(stream.length / 60_000) }, (_, index) =>
  stream.subarray(index * 60_000, (index + 1) * 60_000),
);
add('split a line off a stream', 1000, () => {
  const splitter = new LineSplitter();
  let lines = 0;
  for (const chunk of chunks) lines += splitter.push(chunk).length;
  if (lines !== 1000) throw new Error(`${lines} lines`);
});
add('judge a record, all guarantees', records.length, () => {
  const open = openCase(synthetic.plan, guarantees);
  let [file, number] = ['', 0];
  for (const [of, record] of records) {
    if (of !== file) {
      open.openFile(of);
      [file, number] = [of, 0];
    }
    open.hear(record, (number += 1));
  }
  if (open.finish(records.length).verdict === 'FAIL') throw new Error('a sound history was convicted');
});

try {
  await bench.run();
} finally {
  rmSync(folder, { recursive: true });
}
const parts = bench.tasks.map(({ name, result }) => {
  if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`);
  const { p50, rme, samplesCount } = result.latency;
  const count = handled.get(name) ?? 1;
  return { name, nanos: (p50 * 1e6) / count, errorPercent: rme, samples: samplesCount };
});
process.stdout.write(`${JSON.stringify(parts)}\n`);
