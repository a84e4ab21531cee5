/** A whole HTTP/1.1 response, as far as a caller of the interface needs it. */
export interface ParsedResponse {
  readonly status: number;
  readonly servedBy: string | undefined;
  readonly text: string;
  /** The connection may carry another request. */
  readonly reusable: boolean;
}

const headMaxBytes = 64 * 1024;
const bodyMaxBytes = 1_000_000;

/** What the bytes so far amount to: nothing yet, a response, or something that is not HTTP/1.1 or too long. */
export type Parsed = 'more' | 'garbage' | ParsedResponse;

/**
 * Reads one HTTP/1.1 response from the bytes of a connection (RFC 9112): a body of stated length, chunked, or up to the
 * end of the connection. As narrow as it may be: what does not fit is garbage, and so indefinite. A general client
 * parses more than the generator can afford (it costs half of its rate).
 */
export class ResponseParser {
  /** Known from the head on, also where the body never ends. */
  status: number | undefined;
  servedBy: string | undefined;
  #bytes: Buffer | undefined;
  #bodyAt = 0;
  /** Bytes of the body; -1 chunked, -2 up to the end of the connection. */
  #length = 0;
  #reusable = true;

  push(chunk: Buffer): Parsed {
    this.#bytes = this.#bytes === undefined ? chunk : Buffer.concat([this.#bytes, chunk]);
    while (this.status === undefined) {
      const head = this.#head(this.#bytes);
      if (head !== undefined) return head;
    }
    return this.#body(this.#bytes, false);
  }

  /** More is to come: what came is copied, since the buffer that it lies in will be read into again. */
  keep(): void {
    if (this.#bytes !== undefined) this.#bytes = Buffer.from(this.#bytes);
  }

  /** The connection ended. */
  end(): Parsed {
    return this.status === undefined || this.#bytes === undefined ? 'garbage' : this.#body(this.#bytes, true);
  }

  /** For the next response on the same connection. */
  reset(): void {
    this.status = undefined;
    this.servedBy = undefined;
    this.#bytes = undefined;
  }

  /** Reads the head, if it is there; says what it is if it is none. Undefined: go on. */
  #head(bytes: Buffer): 'more' | 'garbage' | undefined {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return bytes.length > headMaxBytes ? 'garbage' : 'more';
    const head = bytes.toString('latin1', 0, end);
    const status = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |\r|$)/.exec(head)?.[1];
    if (status === undefined) return 'garbage';
    this.#bodyAt = end + 4;
    if (status.startsWith('1')) {
      // An interim response: the real one follows.
      this.#bytes = bytes.subarray(this.#bodyAt);
      return this.#bytes.length === 0 ? 'more' : undefined;
    }
    this.status = Number(status);
    this.servedBy = /\r\nplimsoll-instance: *([^\r]*)/i.exec(head)?.[1];
    this.#reusable = head.startsWith('HTTP/1.1') && !/\r\nconnection: *close/i.test(head);
    const length = /\r\ncontent-length: *(\d{1,15}) *(?:\r|$)/i.exec(head)?.[1];
    if (status === '204' || status === '304') this.#length = 0;
    else if (/\r\ntransfer-encoding: *chunked/i.test(head)) this.#length = -1;
    else if (length !== undefined) this.#length = Number(length);
    else this.#length = -2;
    return undefined;
  }

  #body(bytes: Buffer, ended: boolean): Parsed {
    const there = bytes.length - this.#bodyAt;
    if (there > bodyMaxBytes || this.#length > bodyMaxBytes) return 'garbage';
    if (this.#length === -1) return this.#chunked(bytes, ended);
    if (this.#length === -2) return ended ? this.#whole(bytes.toString('utf8', this.#bodyAt), false) : 'more';
    if (there < this.#length) return ended ? 'garbage' : 'more';
    // More than was stated: this response is whole, but whatever follows is not ours to guess.
    return this.#whole(
      bytes.toString('utf8', this.#bodyAt, this.#bodyAt + this.#length),
      there === this.#length,
    );
  }

  #chunked(bytes: Buffer, ended: boolean): Parsed {
    const parts: Buffer[] = [];
    for (let at = this.#bodyAt; ;) {
      const lineEnd = bytes.indexOf('\r\n', at);
      if (lineEnd < 0) return ended || bytes.length - at > 1024 ? 'garbage' : 'more';
      const size = /^([0-9a-f]{1,8})(?:;|$)/i.exec(bytes.toString('latin1', at, lineEnd))?.[1];
      if (size === undefined) return 'garbage';
      const from = lineEnd + 2;
      const to = from + Number.parseInt(size, 16);
      if (to === from) {
        // No trailers are expected: the last line is empty.
        if (bytes.length < from + 2) return ended ? 'garbage' : 'more';
        const clean = bytes.length === from + 2 && bytes[from] === 0x0d && bytes[from + 1] === 0x0a;
        return this.#whole(Buffer.concat(parts).toString('utf8'), clean);
      }
      if (bytes.length < to + 2) return ended ? 'garbage' : 'more';
      if (bytes[to] !== 0x0d || bytes[to + 1] !== 0x0a) return 'garbage';
      parts.push(bytes.subarray(from, to));
      at = to + 2;
    }
  }

  #whole(text: string, clean: boolean): ParsedResponse {
    return {
      status: this.status as number,
      servedBy: this.servedBy,
      text,
      reusable: this.#reusable && clean,
    };
  }
}
