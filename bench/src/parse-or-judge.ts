import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '@plimsoll/guarantees/judge';
import { historyFiles, layout } from '@plimsoll/history/layout';

// A measuring process: `parse FOLDER` parses each line of a history and does nothing with it, `judge FOLDER` judges it.
const [how = '', folder = ''] = process.argv.slice(2);
const cpuFrom = process.cpuUsage();
const wallFrom = performance.now();
const records = how === 'judge' ? judged() : parsed();
const { user, system } = process.cpuUsage(cpuFrom);
process.stdout.write(
  `${JSON.stringify({
    records,
    wallPerSecond: (records / (performance.now() - wallFrom)) * 1000,
    cpuPerSecond: (records / (user + system)) * 1e6,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  })}\n`,
);

function judged(): number {
  const { verdict, reason, records: count } = judge(folder);
  if (verdict === 'FAIL') throw new Error(`a sound history was convicted: ${reason}`);
  return count.judged;
}

/** The least that any reader has to do: bytes to lines to objects. */
function parsed(): number {
  let lines = 0;
  const chunk = Buffer.allocUnsafe(1024 * 1024);
  for (const file of historyFiles) {
    const descriptor = openSync(join(folder, layout.history, `${file}.ndjson`), 'r');
    let kept = 0;
    for (;;) {
      const got = readSync(descriptor, chunk, kept, chunk.length - kept, null);
      if (got === 0) break;
      const filled = chunk.subarray(0, kept + got);
      let start = 0;
      for (let end = filled.indexOf(0x0a); end >= 0; end = filled.indexOf(0x0a, start)) {
        JSON.parse(filled.toString('utf8', start, end));
        lines += 1;
        start = end + 1;
      }
      chunk.copyWithin(0, start, filled.length);
      kept = filled.length - start;
    }
    closeSync(descriptor);
  }
  return lines;
}
