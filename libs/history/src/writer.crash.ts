import { HistoryWriter } from './writer.ts';

// Run by writer.test.ts as a process of its own: writes without end, says after each flush how many it flushed.
const writer = new HistoryWriter(process.argv[2] as string, 'load', { bufferBytes: 4096 });
for (let i = 1; ; i += 1) {
  writer.write({ kind: 'proof', stream: 1, atMicros: i, upToMicros: i });
  if (i % 1000 === 0) {
    writer.flush();
    process.stdout.write(`${i}\n`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
