import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { globSync } from 'node:fs';

/** What becomes of one contract. */
export interface Artifact {
  readonly abi: readonly object[];
  /** Deployment code, `0x…`. */
  readonly bytecode: string;
}

const sourceFolder = join(import.meta.dirname, '..', 'sources');

/** Compiler settings, the same here and in hardhat.config.ts. The EVM is the one that has transient storage. */
export const compilerSettings = {
  optimizer: { enabled: true, runs: 1_000 },
  evmVersion: 'cancun',
  viaIR: false,
} as const;

/** Sources by their path below `sources/`. */
export function readSources(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    globSync('**/*.sol', { cwd: sourceFolder })
      .toSorted()
      .map((path) => [
        relative(sourceFolder, join(sourceFolder, path)),
        readFileSync(join(sourceFolder, path), 'utf8'),
      ]),
  );
}

/**
 * Compiles all contracts, by name, with the compiler out of npm: nothing is downloaded. The result is kept outside the
 * tree under the hash of sources, settings and compiler, so that a second call takes milliseconds. Throws an Error
 * with the compiler's words where a source is wrong.
 *
 * @param sources others than the reference's, by their path below `sources/`: a broken operator's
 */
export function compile(
  sources: Readonly<Record<string, string>> = readSources(),
): Readonly<Record<string, Artifact>> {
  const require = createRequire(import.meta.url);
  const { version } = require('solc/package.json') as { version: string };
  const hash = createHash('sha256')
    .update(JSON.stringify({ version, compilerSettings, sources }))
    .digest('hex');
  const cache = process.env['PLIMSOLL_CACHE'] ?? join(homedir(), '.cache', 'plimsoll');
  const file = join(cache, 'contracts', `${hash}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Artifact>;
  } catch {
    // Not compiled yet.
  }
  const artifacts = compileNow(sources, require);
  mkdirSync(join(cache, 'contracts'), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(artifacts));
  renameSync(draft, file); // Several may compile at once: the file is there whole or not at all.
  return artifacts;
}

interface CompilerOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts?: Readonly<
    Record<string, Readonly<Record<string, { abi: object[]; evm: { bytecode: { object: string } } }>>>
  >;
}

function compileNow(
  sources: Readonly<Record<string, string>>,
  require: NodeJS.Require,
): Record<string, Artifact> {
  const solc = require('solc') as { compile: (input: string) => string };
  const output = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: 'Solidity',
        sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
        settings: { ...compilerSettings, outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
      }),
    ),
  ) as CompilerOutput;
  const complaints = output.errors ?? [];
  if (complaints.length > 0) {
    throw new Error(complaints.map(({ formattedMessage }) => formattedMessage).join('\n'));
  }
  return Object.fromEntries(
    Object.values(output.contracts ?? {}).flatMap((file) =>
      Object.entries(file).map(([name, { abi, evm }]) => [
        name,
        { abi, bytecode: `0x${evm.bytecode.object}` },
      ]),
    ),
  );
}
