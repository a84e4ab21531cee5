/** Cuts a byte stream into lines (without their newline), however it is chunked. A line longer than `maxBytes` ends it: see `overflow`. */
export class LineSplitter {
  readonly #maxBytes: number;
  #rest: Buffer[] = [];
  #restBytes = 0;
  /** True once a line grew beyond the bound: the rest of the stream is not to be trusted. */
  overflow = false;

  constructor(maxBytes = 8 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that this chunk completes. */
  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      if (this.#rest.length > 0) {
        // The chunk belongs to the socket's reader and may be used again, so what was kept was copied.
        lines.push(Buffer.concat([...this.#rest, chunk.subarray(start, end)]).toString('utf8'));
        this.#rest = [];
        this.#restBytes = 0;
      } else lines.push(chunk.toString('utf8', start, end));
      start = end + 1;
    }
    if (start < chunk.length) {
      this.#rest.push(Buffer.from(chunk.subarray(start)));
      this.#restBytes += chunk.length - start;
      if (this.#restBytes > this.#maxBytes) this.overflow = true;
    }
    return lines;
  }
}
