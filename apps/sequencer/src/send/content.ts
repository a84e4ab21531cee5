/**
 * How envelopes are stored: `ids:base64|ids:base64…`, ids separated by dots. Neither the ids nor base64 need
 * quoting in an array literal, and reading needs no parser.
 */
export interface StoredEnvelope {
  readonly recipients: readonly number[];
  /** Base64, as sent. */
  readonly content: string;
}

/** Text for the `content` column; empty for a request without envelopes. */
export function encodeContent(envelopes: readonly StoredEnvelope[]): string {
  return envelopes.map((each) => `${each.recipients.join('.')}:${each.content}`).join('|');
}

/** The reverse of `encodeContent`. */
export function decodeContent(text: string): StoredEnvelope[] {
  if (text === '') return [];
  return text.split('|').map((part) => {
    const colon = part.indexOf(':');
    return { recipients: part.slice(0, colon).split('.').map(Number), content: part.slice(colon + 1) };
  });
}
