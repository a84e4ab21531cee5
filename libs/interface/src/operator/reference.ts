import { operatorCapabilities } from './capability.ts';
import { configurationRules } from './configuration-rules.ts';
import { contractAbi } from './contract-abi.ts';
import { operatorErrors } from './errors.ts';
import { operatorLimits } from './limits.ts';
import { commonRpcErrors, operatorMethods, type MethodParam, type OperatorMethod } from './methods.ts';
import { rejectionReasons } from './statuses.ts';

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const code = (text: string): string => `\`${text}\``;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

/** The page docs/reference/operator.md: what a rollup operator must speak, for people. */
export function operatorReference(): string {
  return `# Operator interface

Made from \`libs/interface/src/operator\` by \`node libs/interface/src/operator/write-reference.ts\`; do not edit. The
same, for programs: [operator.openrpc.json](operator.openrpc.json). Test vectors:
[operator-vectors.json](operator-vectors.json). How to start an operator: [manifest.schema.json](manifest.schema.json).
What it is checked for: [cases.md](cases.md).

JSON-RPC 2.0 over HTTP/1.1: \`POST /\` with \`content-type: application/json\`, UTF-8, no content encoding. Parameters are
positional arrays. Bytes are \`0x\` and hexadecimal digits; the case of the digits means nothing, replies have them in
lower case. Ids and nonces are JSON numbers; an amount is a number where that is exact and a decimal string above 2^53 - 1,
and either form is taken. Every reply carries the header \`plimsoll-instance\`, the name of the instance that did the work.
Health is \`GET /health\`, \`/health/ready\`, \`/health/live\`, as for every subject.

A body may be an array of up to ${operatorLimits.batchCallsMax} calls; the reply is an array with one answer a call, in any order, told apart
by \`id\`. An empty array is INVALID_REQUEST, one that is too long TOO_MANY_CALLS, and none of its calls is done. Calls without
an id are notifications: they are done and not answered; a body of nothing else is answered 204.

## Methods

${table(
  ['method', 'what', 'capability'],
  operatorMethods.map(({ name, summary, capability }) => [
    code(name),
    summary,
    capability === undefined ? '' : code(capability),
  ]),
)}

${operatorMethods.map(section).join('\n\n')}

Every call can give ${commonRpcErrors.map(code).join(', ')}.

## Operations

A write is accepted or refused before it is accepted, never afterwards: what was accepted ends EXECUTED or REJECTED by its
*status*, on every instance alike (RG-01, RG-07). The nonce that is valid is the account's stored one plus 1; it starts at 0, so the first
operation signs 1. A rejected operation does not use up its nonce. One whose nonce is too high waits for those before it.
EXECUTED means final: the batch's block has enough successors. Before that it is PENDING, whatever batch fields are filled.

${table(
  ['rejection reason', 'meaning'],
  Object.entries(rejectionReasons).map(([name, text]) => [code(name), text]),
)}

### Operation hash

SHA-256 over, one after another: the ASCII text \`plimsoll-operator-1\`; the rollup id (32 bytes); the kind (1 byte: create
account 1, create order 2, redeem order 3, outbound transfer 4); and the parameters below. Numbers are big-endian, with their
width in bytes behind them; *opaque* is the length in 4 bytes, then the bytes.

- create account: publicKey, jointEncryptionKey, blindingFactor, encryptedBlindingFactor, randomizationFactor, all opaque
- create order: from 4, to 4, token 2, amount 8, nonce 4, then opaque blindingFactor, encryptedMoneyOrder, randomizationFactor
- redeem order: from 4, to 4, token 2, amount 8, nonce 4, index 6, then opaque blindingFactor, encryptedMoneyOrderRedeem,
  randomizationFactor
- outbound transfer: from 4, address (20 bytes), token 2, amount 8, nonce 4

The rollup id is SHA-256 over the ASCII text \`plimsoll-rollup-1\`, the chain id 8 and the contract's address (20 bytes).

### Signature

96 bytes: r and s (32 each) of ECDSA over P-256 with SHA-256 of the 32 bytes of the operation hash, then these 32 bytes. An
account is created with its own key; an order is made by its sender, redeemed by its receiver.

### Batch data

Numbers big-endian: version 1 (1 byte), operator id 2, height 4, deposits from 8 and to 8 (places in the contract's queue, the second
excluded), number of operations 4; then each: kind 1, operation hash 32, and

- create account: account id 4, public key 64
- create order: from 4, to 4, token 2, amount 8, nonce 4
- redeem order: the same, then index 6
- outbound transfer: from 4, address 20, token 2, amount 8, nonce 4

A batch that takes deposits or creates orders is an *order batch*; order batches count from 1, whatever the batch's height. Places
in one count from 0: its deposits in queue order, then its created orders. moneyOrderTotalIndex = order batch × 65536 + place.
A deposit makes an order from its receiver to itself. The root is the subject's own; that of the genesis accounts is zero.

### Contract

\`\`\`solidity
${contractAbi.join('\n')}
\`\`\`

## Outcomes

Every call ends \`ok\` (it happened), \`fail\` (it certainly did not) or \`info\` (it may have). A *definite* error is \`fail\`.
Everything else is \`info\`: an *indefinite* error, no reply, a reset, an error that is not in this table. After \`info\` the caller
sends the same bytes again, wherever it likes: the hash makes that safe. To call an indefinite outcome definite is a breach.

## Errors

\`{"jsonrpc":"2.0","id":…,"error":{"code":…,"message":"…","data":{"code":"…"}}}\`. Clients match on \`data.code\`, never on the message.

${table(
  ['data.code', 'code', 'HTTP', 'outcome', 'meaning'],
  operatorErrors.map((each) => [
    code(each.code),
    String(each.rpcCode),
    String(each.httpStatus),
    each.certainty,
    each.description,
  ]),
)}

## What is refused at start

An operator that cannot keep what it promises on the topics that it is given does not start: it ends with an exit code other than 0, or stays not
ready, and the end of what it writes to stderr names each rule that is broken. The values are those that the brokers have. R, L and
M: replicas of a partition, most of them in one site, \`min.insync.replicas\`.

${table(
  ['rule', 'meaning'],
  Object.entries(configurationRules).map(([name, text]) => [code(name), text]),
)}

## Limits

${table(
  ['what', 'at most'],
  Object.entries(operatorLimits).map(([name, value]) => [code(name), value.toLocaleString('en')]),
)}

## Capabilities

Claimed in the manifest. What is not claimed is not tested.

${table(
  ['capability', 'what it means'],
  Object.entries(operatorCapabilities).map(([name, text]) => [code(name), text]),
)}
`;
}

function section({ name, description, params, mayBeginAt, result, errors }: OperatorMethod): string {
  const signature = params.map(nameOf).join(', ');
  const other = mayBeginAt === undefined ? '' : ` or \`[${mayBeginAt}]\``;
  const notes = params.filter((each) => each.description !== undefined);
  return `### ${name}

\`[${signature}]\`${other} → \`${Object.keys((result as { properties?: object }).properties ?? {}).join(', ')}\`

${description}
${notes.length === 0 ? '' : `\n${notes.map((each) => `- ${code(each.name)}: ${each.description}`).join('\n')}\n`}
Errors of its own: ${errors.map(code).join(', ')}.`;
}

function nameOf({ name, optional }: MethodParam): string {
  return optional ? `${name}?` : name;
}
