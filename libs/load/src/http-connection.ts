import { connect, type Socket } from 'node:net';
import type { Address } from '@plimsoll/testbed/testbed';
import { type ParsedResponse, ResponseParser } from './response-parser.ts';

/** How a request ended on its connection. `NOT_SENT`: not one byte of it was handed to the kernel. */
export type Exchange = ParsedResponse | 'NOT_SENT' | 'TRANSPORT' | 'GARBAGE';

interface Pending {
  readonly request: string;
  readonly done: (exchange: Exchange) => void;
}

/**
 * What all connections read into: each chunk is looked at before the next is read. A buffer of its own for every reply would be a
 * fifth of all the work of a send, and most of what the collector has to carry away.
 */
const readInto = Buffer.allocUnsafeSlow(64 * 1024);

/** One keep-alive connection, one request at a time (pipelining would let one answer wait for another). */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #parser = new ResponseParser();
  readonly #gone: (connection: HttpConnection) => void;
  #connected = false;
  #pending: Pending | undefined;
  #sent = false;
  /** Since when it is free; `performance.now()`. */
  idleSinceMs = 0;

  /** `gone` is told once it is of no more use; `opened`, once it is connected while nobody waits for it. */
  constructor(
    { host, port }: Address,
    gone: (connection: HttpConnection) => void,
    opened?: (connection: HttpConnection) => void,
  ) {
    this.#gone = gone;
    const callback = (bytes: number): boolean => {
      this.#take(readInto.subarray(0, bytes));
      return true;
    };
    this.#socket = connect({ host, port, noDelay: true, onread: { buffer: readInto, callback } });
    this.#socket.on('connect', () => {
      this.#connected = true;
      this.idleSinceMs = performance.now();
      if (this.#pending === undefined) opened?.(this);
      else this.#send();
    });
    this.#socket.on('end', () => this.#ended());
    // What it means is decided on close, which always follows.
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => this.#ended());
  }

  /** Head of the response to the request in flight, as far as it came. */
  get status(): number | undefined {
    return this.#parser.status;
  }
  get servedBy(): string | undefined {
    return this.#parser.servedBy;
  }
  get sent(): boolean {
    return this.#sent;
  }

  /** Sends a request (head and body as one text) once connected. `done` is called exactly once, unless `destroy` comes first. */
  run(request: string, done: (exchange: Exchange) => void): void {
    this.#pending = { request, done };
    this.#sent = false;
    if (this.#connected) this.#send();
  }

  /** Ends it without a word to the pending request. */
  destroy(): void {
    this.#pending = undefined;
    this.#gone(this);
    this.#socket.destroy();
  }

  #send(): void {
    if (this.#pending === undefined) return;
    this.#sent = true;
    // One write for head and body; all of it is ASCII (call checks that), and latin1 is the cheapest way down.
    this.#socket.write(this.#pending.request, 'latin1');
  }

  #take(chunk: Buffer): void {
    // Bytes that nobody asked for: whatever they are, this connection is of no more use.
    if (this.#pending === undefined) return this.destroy();
    const parsed = this.#parser.push(chunk);
    if (parsed === 'more') return this.#parser.keep();
    if (parsed === 'garbage') return this.#end('GARBAGE', false);
    this.#end(parsed, parsed.reusable);
  }

  #ended(): void {
    if (this.#pending === undefined) {
      this.#gone(this);
      this.#socket.destroy();
      return;
    }
    if (!this.#sent) return this.#end('NOT_SENT', false);
    const parsed = this.#parser.end();
    this.#end(typeof parsed === 'string' ? 'TRANSPORT' : parsed, false);
  }

  #end(exchange: Exchange, reusable: boolean): void {
    const done = this.#pending?.done;
    this.#pending = undefined;
    this.#parser.reset();
    if (reusable) this.idleSinceMs = performance.now();
    else {
      this.#gone(this);
      this.#socket.destroy();
    }
    done?.(exchange);
  }
}
