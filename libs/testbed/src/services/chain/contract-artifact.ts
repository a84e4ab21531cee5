import { execFile } from 'node:child_process';
import { isAbsolute, resolve } from 'node:path';
import { expandText } from '@plimsoll/interface/manifest/expand';
import { contractAbi } from '@plimsoll/interface/operator/contract-abi';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';
import { Interface, type Fragment, type InterfaceAbi, type NamedFragment } from 'ethers';

/** The contract as a subject's command prints it. */
export interface ContractArtifact {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

const WITHIN_MS = 120_000;

/**
 * Runs the command that the manifest names and reads `{"abi", "bytecode"}` from its standard output. Throws a Problem
 * where it fails, prints something else, or lacks a part of the interface's ABI.
 */
export async function contractArtifact(
  command: readonly string[],
  manifestDirectory: string,
): Promise<ContractArtifact> {
  const [program = '', ...arguments_] = command.map((part) =>
    expandText(part, { node: process.execPath, manifestDir: manifestDirectory }),
  );
  const file = program.includes('/') && !isAbsolute(program) ? resolve(manifestDirectory, program) : program;
  const shown = [file, ...arguments_].join(' ');
  const problem = (why: string): Problem =>
    new Problem(
      "the subject's contract cannot be deployed",
      why,
      `try its command by hand in ${manifestDirectory}: ${shown}`,
      exitCodes.FAIL,
    );
  const text = await new Promise<string>((done, reject) => {
    execFile(
      file,
      arguments_,
      {
        cwd: manifestDirectory,
        env: inherited(),
        timeout: WITHIN_MS,
        killSignal: 'SIGKILL',
        maxBuffer: 16 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        if (error === null) done(stdout);
        else
          reject(
            problem(
              `its command failed (${error.code ?? error.signal ?? 'killed'}): ${stderr.slice(-1_000)}`,
            ),
          );
      },
    );
  });
  let artifact: Partial<ContractArtifact>;
  try {
    artifact = JSON.parse(text) as Partial<ContractArtifact>;
  } catch {
    throw problem(`its command printed no JSON: ${text.slice(0, 100)}`);
  }
  const { abi, bytecode } = artifact;
  if (!Array.isArray(abi) || typeof bytecode !== 'string' || !/^0x([0-9a-fA-F]{2})+$/.test(bytecode)) {
    throw problem('its command printed JSON without "abi" (a list) or "bytecode" (0x and hex digits)');
  }
  const lacking = lackingIn(abi as InterfaceAbi);
  if (lacking.length > 0) throw problem(`its ABI lacks ${lacking.join('; ')}`);
  return { abi: abi as InterfaceAbi, bytecode };
}

/** What the interface's ABI has and another one has not: constructor, functions, events, errors, in words. */
export function lackingIn(abi: InterfaceAbi): string[] {
  const had = new Set(new Interface(abi).fragments.map(shape));
  return new Interface(contractAbi).fragments.map(shape).filter((wanted) => !had.has(wanted));
}

/** `function owed(address,uint16)`: what it is, its name and its types; names of parameters are nobody's business. */
function shape(fragment: Fragment): string {
  const name = 'name' in fragment ? ` ${(fragment as NamedFragment).name}` : '';
  return `${fragment.type}${name}(${fragment.inputs.map((input) => input.format('sighash')).join(',')})`;
}

/** Enough to find programs, nothing that could be a secret. */
function inherited(): Record<string, string> {
  return Object.fromEntries(
    ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'PLIMSOLL_CACHE'].flatMap((key) => {
      const value = process.env[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}
