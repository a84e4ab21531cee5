import { sequencerCapabilities } from './capability.ts';
import { sequencerErrors } from './errors.ts';
import { sequencerEventErrors } from './event-errors.ts';
import { commonErrors, sequencerOperations } from './operations.ts';
import { sendLimits } from './send.ts';
import { challengeVector, contentVectors } from './vectors.ts';

const example = {
  send: {
    sender: 'alice',
    messageId: 'm-1',
    maxSequencingTimeMicros: 1_767_225_600_000_000,
    await: 'sequenced',
    envelopes: [{ content: 'aGVsbG8=', recipients: ['bob', 'carol'] }],
  },
  receipt: {
    type: 'event',
    timestampMicros: 1_767_225_599_100_003,
    previousMicros: 1_767_225_598_000_013,
    kind: 'deliver',
    sender: 'alice',
    messageId: 'm-1',
    envelopes: [],
  },
  proof: { type: 'proof', upToMicros: 1_767_225_599_250_000 },
};

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const code = (text: string): string => `\`${text}\``;

/** The page docs/reference/sequencer.md: what a sequencer must speak, for people. */
export function sequencerReference(): string {
  return `# Sequencer interface

Made from \`libs/interface/src/sequencer\` by \`node libs/interface/src/sequencer/write-reference.ts\`; do not edit. The
same, for programs: [sequencer.openapi.json](sequencer.openapi.json). How to start a sequencer:
[manifest.schema.json](manifest.schema.json). What it is checked for: [cases.md](cases.md).

JSON over HTTP/1.1, UTF-8, no content encoding. Timestamps are whole microseconds since the epoch. Unknown fields are
refused. Every reply of a node carries \`plimsoll-instance\`, its instance name; a gateway passes it on.

## Calls

${[row('call', 'what', 'token', 'capability'), row('---', '---', '---', '---'), ...sequencerOperations.map((each) => row(code(`${each.method} ${each.path}`), each.summary, each.authenticated ? 'yes' : 'no', each.capability === undefined ? '' : code(each.capability)))].join('\n')}

${sequencerOperations.map((each) => `### ${each.method} ${each.path}\n\n${each.description}\n\n${each.errors.length === 0 ? '' : `Errors of its own: ${each.errors.map(code).join(', ')}.\n\n`}`).join('')}Every call can give ${commonErrors.map(code).join(', ')}.

## An exchange

\`\`\`
POST /v1/send            ${JSON.stringify(example.send)}
200                      ${JSON.stringify({ status: 'sequenced', timestampMicros: example.receipt.timestampMicros })}

GET /v1/subscribe?from=${example.receipt.timestampMicros}
${JSON.stringify(example.receipt)}
${JSON.stringify(example.proof)}
\`\`\`

## Outcomes

Every call ends \`ok\` (it happened), \`fail\` (it certainly did not) or \`info\` (it may have). A *definite* error is
\`fail\`: the caller may send again at once. Everything else is \`info\`: an *indefinite* error, no reply, a reset, an error
that is not in this table. After \`info\` (and after \`accepted\`) the caller waits for the receipt, the error event, or a
time proof at or above the max-sequencing-time; only then is the request dead, and a retry safe. To call an indefinite
outcome definite is a breach.

## Errors

\`{"error":{"code":"…","message":"…"}}\` with the status below. Clients match on the code, never on the message.

${[row('code', 'status', 'outcome', 'meaning'), row('---', '---', '---', '---'), ...sequencerErrors.map((each) => row(code(each.code), String(each.httpStatus), each.certainty, each.description))].join('\n')}

## Error events

On the stream of the sender, \`kind: "error"\` with a \`code\`; nobody else sees anything. With \`await: "sequenced"\` the
reply is 200 \`rejected\` with the same code. An expired request has no event at all.

${[row('code', 'meaning'), row('---', '---'), ...sequencerEventErrors.map((each) => row(code(each.code), each.description))].join('\n')}

## Limits

${[row('what', 'at most'), row('---', '---'), ...Object.entries(sendLimits).map(([name, value]) => row(code(name), value.toLocaleString('en')))].join('\n')}

Member names fit \`[a-z0-9][a-z0-9-]{0,62}\`, message ids are 1 to ${sendLimits.messageIdMaxLength} printable ASCII characters without space.

## Capabilities

Claimed in the manifest. What is not claimed is not tested, and its calls and fields are refused with \`UNSUPPORTED\`.

${[row('capability', 'what it means'), row('---', '---'), ...Object.entries(sequencerCapabilities).map(([name, text]) => row(code(name), text))].join('\n')}

## Test vectors

A challenge and its signature (Ed25519, the key of RFC 8032, 7.1, test 1: public, for tests only):

\`\`\`json
${JSON.stringify(challengeVector, null, 2)}
\`\`\`

Contents, as bytes and as they travel:

${[row('bytes (hex)', 'base64'), row('---', '---'), ...contentVectors.map(({ hex, base64 }) => row(hex === '' ? '(none)' : code(hex), base64 === '' ? '(empty)' : code(base64)))].join('\n')}
`;
}
