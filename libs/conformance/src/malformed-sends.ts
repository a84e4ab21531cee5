/** A valid send and, one at a time, what breaks a rule of its schema. */
type Body = Record<string, unknown>;

const envelope = { content: 'aGk=', recipients: ['bob'] };

/** Replaces a field of a valid body. */
const field =
  (name: string, value: unknown) =>
  (body: Body): unknown => ({ ...body, [name]: value });
const without =
  (name: string) =>
  (body: Body): unknown => {
    const { [name]: _, ...rest } = body;
    return rest;
  };
const withEnvelope =
  (change: Body) =>
  (body: Body): unknown => ({
    ...body,
    envelopes: [{ ...envelope, ...change }],
  });

/** Each turns a valid send into one that must be refused as MALFORMED_REQUEST. */
export const malformedSends: readonly (readonly [string, (body: Body) => unknown])[] = [
  ['no sender', without('sender')],
  ['a number as sender', field('sender', 7)],
  ['an empty sender', field('sender', '')],
  ['a sender with a capital', field('sender', 'Alice')],
  ['a sender with a line break at the end', (body) => ({ ...body, sender: `${String(body['sender'])}\n` })],
  ['a sender of 64 characters', field('sender', 'a'.repeat(64))],
  ['no message id', without('messageId')],
  ['a number as message id', field('messageId', 7)],
  ['an empty message id', field('messageId', '')],
  ['a message id with a space', field('messageId', 'm 1')],
  ['a message id with a line break at the end', field('messageId', 'm-1\n')],
  ['a message id outside ASCII', field('messageId', 'm-\u00fc')],
  ['a message id with half a character', field('messageId', 'm-\ud800')],
  ['a message id of 129 characters', field('messageId', 'm'.repeat(129))],
  ['no max-sequencing-time', without('maxSequencingTimeMicros')],
  ['a negative max-sequencing-time', field('maxSequencingTimeMicros', -1)],
  ['half a microsecond', field('maxSequencingTimeMicros', 1.5)],
  ['a max-sequencing-time above 2^53-1', field('maxSequencingTimeMicros', 2 ** 53)],
  ['a max-sequencing-time as text', field('maxSequencingTimeMicros', '1')],
  ['a max-sequencing-time that is null', field('maxSequencingTimeMicros', null)],
  ['an await that does not exist', field('await', 'later')],
  ['an await that is null', field('await', null)],
  ['a negative topology timestamp', field('topologyTimestampMicros', -1)],
  ['a topology timestamp as text', field('topologyTimestampMicros', '1')],
  ['no envelopes', without('envelopes')],
  ['envelopes that are null', field('envelopes', null)],
  ['envelopes that are an object', field('envelopes', envelope)],
  [
    '65 envelopes',
    field(
      'envelopes',
      Array.from({ length: 65 }, () => envelope),
    ),
  ],
  ['an envelope that is null', field('envelopes', [null])],
  ['an envelope that is text', field('envelopes', ['aGk='])],
  ['an envelope without content', field('envelopes', [{ recipients: ['bob'] }])],
  ['an envelope without recipients', field('envelopes', [{ content: 'aGk=' }])],
  ['an envelope with a field too many', withEnvelope({ priority: 1 })],
  ['content that is a number', withEnvelope({ content: 7 })],
  ['content in the URL alphabet', withEnvelope({ content: '_-8=' })],
  ['content without padding', withEnvelope({ content: 'aGk' })],
  ['content with a line break at the end', withEnvelope({ content: 'aGk=\n' })],
  ['content that is no base64', withEnvelope({ content: 'hello!!!' })],
  ['no recipient', withEnvelope({ recipients: [] })],
  ['257 recipients', withEnvelope({ recipients: Array.from({ length: 257 }, () => 'bob') })],
  ['recipients as text', withEnvelope({ recipients: 'bob' })],
  ['a recipient that is a number', withEnvelope({ recipients: [7] })],
  ['a recipient with a capital', withEnvelope({ recipients: ['Bob'] })],
  ['a star beside a name', withEnvelope({ recipients: ['*', 'bob'] })],
  ['two stars', withEnvelope({ recipients: ['*', '*'] })],
  ['a field too many', field('priority', 1)],
  ['a list', (body) => [body]],
  ['text', () => 'send'],
  ['null', () => null],
];

/** Bodies that are no JSON at all. */
export const brokenBodies: readonly (readonly [string, Buffer | string])[] = [
  ['an empty body', ''],
  ['half a body', '{"sender":"alice",'],
  ['two bodies', '{}{}'],
  ['a comma too many', '{"sender":"alice",}'],
  ['single quotes', "{'sender':'alice'}"],
  ['a number that JSON has not', '{"sender":NaN}'],
  ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ['ten thousand brackets', '['.repeat(10_000)],
];
