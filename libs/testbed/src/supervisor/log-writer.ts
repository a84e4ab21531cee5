import { createWriteStream, type WriteStream } from 'node:fs';
import type { Readable } from 'node:stream';

const NEWLINE = 10;

/** Puts the time before each line of a stream of chunks. Keeps no text, so a line without an end cannot fill memory. */
export class LineStamper {
  #atLineStart = true;

  /** The chunk with stamps. `now` in milliseconds since the epoch. */
  stamp(chunk: Buffer, now: number): Buffer {
    const stamp = Buffer.from(`${new Date(now).toISOString()} `);
    const parts: Buffer[] = [];
    let from = 0;
    while (from < chunk.length) {
      if (this.#atLineStart) parts.push(stamp);
      const end = chunk.indexOf(NEWLINE, from);
      const to = end < 0 ? chunk.length : end + 1;
      parts.push(chunk.subarray(from, to));
      this.#atLineStart = end >= 0;
      from = to;
    }
    return Buffer.concat(parts);
  }
}

/**
 * Copies the output of a process into its log file, a time before every line, up to `bytesMax`; what comes after is
 * read and counted, not kept, so that the process is never slowed by us. A full disk ends the log, not the run.
 */
export function writeLog(source: Readable, path: string, bytesMax: number, onDone: () => void): void {
  const stamper = new LineStamper();
  const file: WriteStream = createWriteStream(path, { flags: 'a' });
  let kept = 0;
  let dropped = 0;
  let failed = false;
  file.on('error', () => {
    failed = true;
    source.resume();
  });
  source.on('data', (chunk: Buffer) => {
    if (failed || kept >= bytesMax) {
      dropped += chunk.length;
      return;
    }
    const text = stamper.stamp(chunk.subarray(0, bytesMax - kept), Date.now());
    dropped += Math.max(0, chunk.length - (bytesMax - kept));
    kept += chunk.length;
    if (!file.write(text)) {
      source.pause();
      file.once('drain', () => source.resume());
    }
  });
  source.on('error', () => undefined);
  source.on('close', () => {
    if (failed) {
      onDone();
      return;
    }
    const note =
      dropped > 0
        ? `\n${new Date().toISOString()} [plimsoll] log full at ${bytesMax} bytes: ${dropped} bytes after this were not kept\n`
        : '';
    file.once('close', onDone); // Comes after an error too, and once.
    file.end(note);
  });
}
