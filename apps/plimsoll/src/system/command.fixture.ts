import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { afterAll } from 'vitest';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const main = join(import.meta.dirname, '../main.ts');
const started = new Set<ChildProcess>();

/** The command line as a user starts it, in a process of its own. */
export function startCommand(...parameters: readonly string[]): {
  child: ChildProcess;
  ended: Promise<Ended>;
} {
  const child = spawn(process.execPath, [main, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: scratch,
  });
  started.add(child);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, out, err })));
  return { child, ended };
}

/** Starts it and waits for its end. */
export async function command(...parameters: readonly string[]): Promise<Ended> {
  return startCommand(...parameters).ended;
}

/** A folder for this file's runs; gone when its tests are over. */
export const scratch: string = mkdtempSync(join(tmpdir(), 'plimsoll-system-'));

/** The verdict in an output folder. */
export function verdictIn(folder: string): RunVerdict {
  return JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as RunVerdict;
}

/** Ids of the guarantees that failed. */
export function failedIn(verdict: RunVerdict): readonly string[] {
  return verdict.guarantees.filter((each) => each.finding.verdict === 'FAIL').map((each) => each.id);
}

/**
 * What makes a run unsound beside the machine being too slow for the load: that is no defect of the code under test,
 * and a busy CI machine must not fail it. Everything else must hold.
 */
export function unsoundIn(verdict: RunVerdict): readonly string[] {
  return verdict.validity
    .filter((each) => !each.ok && each.check !== 'lateness' && each.check !== 'load')
    .map((each) => each.words);
}

afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});
