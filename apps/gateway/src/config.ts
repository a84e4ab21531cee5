import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import Type from 'typebox';

const Milliseconds = Type.Integer({ minimum: 1, maximum: 600_000 });
const Address = Type.String({ pattern: '^[^\\s"]+:[0-9]{1,5}$' });

/** Configuration of one gateway: a JSON file with these keys; the first three must be given. */
export const ConfigFile = Type.Object(
  {
    /** Name of this gateway, sent with the replies that no node gave. */
    instance: Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' }),
    /** `host:port` to listen on. */
    listen: Address,
    /** The nodes, `host:port` each: an array, or a string that holds one as JSON. */
    nodes: Type.Union([Type.Array(Address, { minItems: 1 }), Type.String({ pattern: '^\\s*\\[' })]),
    /** What the nodes speak; default sequencer. */
    system: Type.Optional(Type.Union([Type.Literal('sequencer'), Type.Literal('operator')])),
    logLevel: Type.Optional(Type.String({ pattern: '^(debug|info|warn|error|silent)$' })),
    /** Between two health polls of a node. */
    healthIntervalMs: Type.Optional(Milliseconds),
    /** A poll unanswered this long: the node hangs, and everything it was given is abandoned. */
    healthTimeoutMs: Type.Optional(Milliseconds),
    connectMs: Type.Optional(Milliseconds),
    /** A whole request must have arrived within this. */
    requestMs: Type.Optional(Milliseconds),
    /** A reply must have begun within this; longer than a node lets a send wait. */
    replyMs: Type.Optional(Milliseconds),
    drainMs: Type.Optional(Milliseconds),
  },
  { additionalProperties: false },
);

export interface Config {
  readonly instance: string;
  readonly listen: string;
  readonly nodes: readonly string[];
  readonly system: 'sequencer' | 'operator';
  readonly logLevel: string;
  readonly healthIntervalMs: number;
  readonly healthTimeoutMs: number;
  readonly connectMs: number;
  readonly requestMs: number;
  readonly replyMs: number;
  readonly drainMs: number;
}

const defaults = {
  system: 'sequencer',
  logLevel: 'info',
  healthIntervalMs: 200,
  healthTimeoutMs: 1000,
  connectMs: 1000,
  requestMs: 10_000,
  replyMs: 30_000,
  drainMs: 2500,
};

/** A setting that does not fit. Final: trying again would not help. */
export class RefusedConfiguration extends Error {}

/** @throws RefusedConfiguration naming file or setting */
export function readConfig(file: string): Config {
  try {
    return completeConfig(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof RefusedConfiguration) throw error;
    throw new RefusedConfiguration(`refused: --config ${file} cannot be read: ${(error as Error).message}`);
  }
}

/** @throws RefusedConfiguration naming the setting */
export function completeConfig(value: unknown): Config {
  const ajv = new Ajv();
  if (!ajv.validate(ConfigFile, value)) throw new RefusedConfiguration(`refused: ${ajv.errorsText()}`);
  const file = value as Type.Static<typeof ConfigFile>;
  let nodes: unknown = file.nodes;
  try {
    if (typeof nodes === 'string') nodes = JSON.parse(nodes);
  } catch {
    throw new RefusedConfiguration('refused: nodes is not a JSON array');
  }
  if (!ajv.validate(Type.Array(Address, { minItems: 1 }), nodes))
    throw new RefusedConfiguration('refused: nodes must be an array of host:port');
  return { ...defaults, ...file, nodes: nodes as string[] } as Config;
}
