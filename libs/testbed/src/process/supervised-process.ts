import { open } from 'node:fs/promises';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';
import type { ManagedProcess, ProcessState, TestbedOptions } from '../testbed.ts';
import type { SpawnSpecification } from '../supervisor/protocol.ts';
import type { Exit, Running, Supervisor } from '../supervisor/supervisor.ts';

/** What a supervised process is made of; the command is asked for anew at every start. */
export interface ProcessRecipe {
  readonly name: string;
  readonly site: string;
  readonly command: (incarnation: number) => SpawnSpecification | Promise<SpawnSpecification>;
  readonly stop: { readonly signal: NodeJS.Signals; readonly withinMs: number };
  readonly supervisor: Supervisor;
  readonly onProcess: NonNullable<TestbedOptions['onProcess']>;
}

/** A process started by the supervisor: the common part of subject instances, databases and proxies. */
export class SupervisedProcess implements ManagedProcess {
  readonly name: string;
  readonly site: string;
  readonly #recipe: ProcessRecipe;
  #running: Running | undefined;
  #state: ProcessState = 'created';
  #incarnation = 0;
  #exit: Exit | undefined;
  #specification: SpawnSpecification | undefined;
  /** Set while we end it ourselves: the exit is then no news. */
  #expected = false;
  #forbidden: string | undefined;

  constructor(recipe: ProcessRecipe) {
    this.name = recipe.name;
    this.site = recipe.site;
    this.#recipe = recipe;
  }

  get pid(): number | undefined {
    return this.#running?.pid;
  }

  get startTicks(): number | undefined {
    return this.#running?.startTicks;
  }

  get state(): ProcessState {
    return this.#state;
  }

  /** Starts so far: 1 for the first. */
  get incarnation(): number {
    return this.#incarnation;
  }

  /** How the last incarnation ended, once it did. */
  get exit(): Exit | undefined {
    return this.#exit;
  }

  /** Resolves when the current incarnation is gone; at once when none runs. */
  async gone(): Promise<void> {
    await this.#running?.exited;
  }

  /** From now on `start` is refused (a fenced primary must never come back as one); undefined allows it again. */
  forbidStart(why: string | undefined): void {
    this.#forbidden = why;
  }

  async start(): Promise<void> {
    if (this.#forbidden !== undefined) throw new Error(`${this.name} may not start: ${this.#forbidden}`);
    if (this.#state === 'running' || this.#state === 'paused') {
      throw new Error(`${this.name} runs already (pid ${this.pid})`);
    }
    this.#incarnation += 1;
    this.#exit = undefined;
    this.#expected = false;
    this.#state = 'running';
    try {
      this.#specification = await this.#recipe.command(this.#incarnation);
      this.#running = await this.#recipe.supervisor.spawn(this.#specification);
    } catch (error) {
      this.#state = 'exited';
      const why = error instanceof Error ? error.message : String(error);
      throw new Problem(
        `${this.name} could not be started`,
        why,
        `check its command: ${[this.#specification?.file ?? '', ...(this.#specification?.arguments ?? [])].join(' ')}`,
        exitCodes.FAIL,
        error,
      );
    }
    const running = this.#running;
    this.#tell('started', `incarnation ${this.#incarnation}`);
    void running.exited.then((exit) => {
      if (this.#running !== running) return;
      this.#exit = exit;
      this.#running = undefined;
      this.#state = 'exited';
      if (!this.#expected && !this.#recipe.supervisor.closing)
        this.#tell('exited', describeExit(exit), running.pid);
    });
  }

  async kill(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#expected = true;
    await this.#recipe.supervisor.kill(running.pid);
    await running.exited;
    this.#tell('killed', undefined, running.pid);
  }

  async pause(): Promise<void> {
    if (this.#running === undefined) throw new Error(`${this.name} does not run: it cannot be paused`);
    await this.#recipe.supervisor.signal(this.#running.pid, 'SIGSTOP', 'family');
    this.#state = 'paused';
    this.#tell('paused');
  }

  async resume(): Promise<void> {
    if (this.#running === undefined || this.#state !== 'paused') return;
    await this.#recipe.supervisor.signal(this.#running.pid, 'SIGCONT', 'family');
    this.#state = 'running';
    this.#tell('resumed');
  }

  async stop(): Promise<{ readonly graceful: boolean; readonly tookMs: number }> {
    const running = this.#running;
    if (running === undefined) return { graceful: true, tookMs: 0 };
    await this.resume(); // A stopped process would keep the signal for later.
    const startedAt = performance.now();
    this.#expected = true;
    this.#tell('stopping', this.#recipe.stop.signal);
    await this.#recipe.supervisor.signal(running.pid, this.#recipe.stop.signal, 'group');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), this.#recipe.stop.withinMs);
    });
    const first = await Promise.race([running.exited, late]);
    clearTimeout(timer);
    if (first === 'late') await this.#recipe.supervisor.kill(running.pid);
    await running.exited;
    const tookMs = Math.round(performance.now() - startedAt);
    const graceful = first !== 'late';
    this.#tell(
      'stopped',
      graceful
        ? `after ${tookMs} ms`
        : `ignored ${this.#recipe.stop.signal} for ${this.#recipe.stop.withinMs} ms, killed`,
      running.pid,
    );
    return { graceful, tookMs };
  }

  /** The last lines that it wrote to stderr (stdout if none), for error messages; waits briefly for the log. */
  async lastWords(lines = 8): Promise<string> {
    const specification = this.#specification;
    if (specification === undefined) return '';
    await Promise.race([this.#running?.drained, new Promise((resolve) => void setTimeout(resolve, 300))]);
    for (const path of [specification.stderrPath, specification.stdoutPath]) {
      const text = await readTail(path, 4096);
      if (text !== '') return text.trimEnd().split('\n').slice(-lines).join('\n');
    }
    return '(it printed nothing)';
  }

  #tell(
    event: Parameters<NonNullable<TestbedOptions['onProcess']>>[0]['event'],
    detail?: string,
    pid = this.pid,
  ): void {
    this.#recipe.onProcess({
      instance: this.name,
      site: this.site,
      event,
      ...(pid === undefined ? {} : { pid }),
      ...(detail === undefined ? {} : { detail }),
    });
  }
}

/** "exit code 1", "signal SIGKILL". */
export function describeExit(exit: Exit): string {
  return exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`;
}

async function readTail(path: string, bytes: number): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const buffer = Buffer.alloc(Math.min(bytes, size));
      await file.read(buffer, 0, buffer.length, Math.max(0, size - bytes));
      return buffer.toString('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
