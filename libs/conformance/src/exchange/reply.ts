/** One request and what came back. */
export interface Reply {
  /** `POST /v1/send at sequencer-a-1`: for evidence. */
  readonly asked: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body, or undefined when it is not JSON. */
  readonly json: unknown;
}

/** A reply in one line, shortened, for evidence. */
export function describeReply(reply: Reply): string {
  const body =
    reply.text.length > 300 ? `${reply.text.slice(0, 300)}… (${reply.text.length} characters)` : reply.text;
  return `${reply.asked} → ${reply.status} ${body}`;
}
