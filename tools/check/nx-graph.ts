import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Nx says when a command is given `--graph`: the projects, and with a run, what each task's cache key is made of. */
export interface NxGraph {
  readonly graph: {
    readonly nodes: Readonly<Record<string, { readonly data: { readonly tags?: readonly string[] } }>>;
    readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
  };
  /** By task (`history:test`): file patterns, variables and commands, as Nx writes them. */
  readonly taskPlans?: Readonly<Record<string, readonly string[]>>;
}

/** Asks Nx, in the checkout at `root`, for what it knows: nothing is run. `command` is of the kind `run-many -t test`. */
export function nxGraph(root: string, ...command: string[]): NxGraph {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-graph-'));
  try {
    const file = join(folder, 'graph.json');
    const parameters = command.length === 0 ? ['graph', `--file=${file}`] : [...command, `--graph=${file}`];
    const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
    execFileSync('nx', parameters, { cwd: root, env, stdio: 'pipe' });
    return JSON.parse(readFileSync(file, 'utf8')) as NxGraph;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
