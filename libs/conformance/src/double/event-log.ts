import type { SendRequest } from '@plimsoll/interface/sequencer/send';
import type { BrokenRule } from './broken-rule.ts';

interface Stored {
  readonly timestampMicros: number;
  readonly request: SendRequest;
  readonly error: string | undefined;
  readonly readers: ReadonlySet<string>;
}

/** The events of the double: in memory, in order, the same for all of its nodes, except where a rule is broken. */
export class EventLog {
  readonly #events: Stored[] = [];
  readonly #registered: readonly string[];
  readonly #broken: (rule: BrokenRule) => boolean;
  readonly acknowledged = new Map<string, number>();
  #last = 0;

  constructor(registered: readonly string[], broken: (rule: BrokenRule) => boolean) {
    this.#registered = registered;
    this.#broken = broken;
  }

  /** Now, as sequenced time: moves even if nobody sends. */
  now(): number {
    if (this.#broken('timestamps-coarse'))
      return (this.#last = Math.max(this.#last, Math.floor(Date.now() / 100) * 100_000));
    if (this.#broken('clock-stands-still')) return (this.#last += 1);
    return (this.#last = Math.max(this.#last + 1, Date.now() * 1000));
  }

  /** Gives the request a timestamp. Undefined: expired. */
  sequence(request: SendRequest): { readonly timestampMicros: number; readonly error?: string } | undefined {
    const timestampMicros = this.now();
    const expired = timestampMicros > request.maxSequencingTimeMicros;
    if (expired && !this.#broken('expiry-ignored') && !this.#broken('expiry-on-arrival')) return undefined;
    const named = request.envelopes.flatMap((each) => each.recipients);
    const unknown = named.some((name) => name !== '*' && !this.#registered.includes(name));
    const ahead = (request.topologyTimestampMicros ?? 0) > timestampMicros;
    let error: string | undefined;
    if (ahead && !this.#broken('topology-ignored'))
      error = 'SEQUENCER_TOPOLOGY_TIMESTAMP_AFTER_SEQUENCING_TIMESTAMP';
    else if (unknown && !this.#broken('unknown-recipients-left-out')) error = 'SEQUENCER_UNKNOWN_RECIPIENTS';
    if (this.#broken('empty-sends-lost') && named.length === 0) error = 'SEQUENCER_UNKNOWN_RECIPIENTS';
    const all = named.includes('*') || this.#broken('everybody-reads-everything');
    const readers = new Set([
      request.sender,
      ...(error === undefined ? (all ? this.#registered : named) : []),
    ]);
    this.#events.push({ timestampMicros, request, error, readers });
    return error === undefined ? { timestampMicros } : { timestampMicros, error };
  }

  /** The lines of a member from a position, without the newline. */
  lines(
    member: string,
    fromMicros: number,
    node: number,
  ): readonly { readonly at: number; readonly text: string }[] {
    const own = this.#events.filter((event) => event.readers.has(member));
    return own
      .map((event, index) => ({ event, previous: own[index - 1]?.timestampMicros ?? null }))
      .filter(({ event }) =>
        this.#broken('from-exclusive') && fromMicros > 0
          ? event.timestampMicros > fromMicros
          : event.timestampMicros >= fromMicros,
      )
      .map(({ event, previous }) => ({
        at: event.timestampMicros,
        text: this.#line(event, previous, member, node),
      }));
  }

  #line(event: Stored, previous: number | null, member: string, node: number): string {
    const { request, error } = event;
    const mine = request.envelopes.filter(
      ({ recipients }: { readonly recipients: readonly string[] }) =>
        this.#broken('foreign-envelopes') ||
        recipients.includes(member) ||
        (recipients.includes('*') && !(this.#broken('star-without-sender') && member === request.sender)),
    );
    const asText = (content: string): string =>
      this.#broken('contents-as-text')
        ? Buffer.from(Buffer.from(content, 'base64').toString('utf8')).toString('base64')
        : content;
    const line = {
      type: 'event',
      timestampMicros: event.timestampMicros,
      previousMicros: this.#broken('links-broken') ? event.timestampMicros - 1 : previous,
      kind: error === undefined ? 'deliver' : 'error',
      sender: request.sender,
      ...(member === request.sender || this.#broken('message-id-for-all')
        ? { messageId: request.messageId }
        : {}),
      ...(error === undefined ? {} : { code: error }),
      envelopes: error === undefined ? mine.map(({ content }) => asText(content)) : [],
    };
    return JSON.stringify(line) + (this.#broken('streams-differ') && node > 0 ? ' ' : '');
  }
}
