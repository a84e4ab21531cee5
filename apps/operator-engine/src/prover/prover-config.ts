import Type from 'typebox';
import { Problem } from '@plimsoll/interface/problem/problem';
import { checkShape } from '@plimsoll/edge/check-shape';
import { mergeTables, type Table } from '@plimsoll/edge/merge-tables';
import { readToml } from '@plimsoll/edge/read-toml';

/** The prover's TOML file. All of it is this project's own: upstream documents only where the engine finds its prover. */
export const ProverConfigFile = Type.Object(
  {
    /** Name of this instance, in answers and logs. */
    instance: Type.String({ minLength: 1, maxLength: 200 }),
    /** `host:port`. */
    listen_address: Type.String({ pattern: '^[^\\s]+:[0-9]{1,5}$' }),
    /** File with the key that attestations are signed with. */
    key_path: Type.String({ minLength: 1 }),
    /** CPU milliseconds burnt for each operation of a batch, in place of what a validity prover would compute. */
    cost_ms_per_operation: Type.Optional(Type.Number({ minimum: 0, maximum: 60_000 })),
    log_level: Type.Optional(
      Type.Union([
        Type.Literal('debug'),
        Type.Literal('info'),
        Type.Literal('warn'),
        Type.Literal('error'),
        Type.Literal('silent'),
      ]),
    ),
  },
  { additionalProperties: false },
);

/** A prover's configuration, complete. */
export interface ProverConfig {
  readonly instance: string;
  readonly listen: string;
  readonly keyPath: string;
  readonly costMsPerOperation: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Small: a reference prover need not be slow to be honest. */
const defaultCostMs = 0.05;

/** Reads the files in their order, the last wins. @throws Problem naming the key or the file */
export function readProverConfig(files: readonly string[]): ProverConfig {
  return completeProverConfig(files.map(readToml).reduce(mergeTables, {}));
}

/** The same for a table that was read already. */
export function completeProverConfig(table: Table): ProverConfig {
  for (const key of ['instance', 'listen_address', 'key_path']) {
    if (table[key] === undefined)
      throw new Problem(`the key ${key} is missing`, 'it has no default', 'add it; --schema prints all keys');
  }
  checkShape(ProverConfigFile, table);
  const file = table as Type.Static<typeof ProverConfigFile>;
  return {
    instance: file.instance,
    listen: file.listen_address,
    keyPath: file.key_path,
    costMsPerOperation: file.cost_ms_per_operation ?? defaultCostMs,
    logLevel: file.log_level ?? 'info',
  };
}
