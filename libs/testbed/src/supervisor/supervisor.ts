import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { releaseLease, type Lease } from '../lease/lease.ts';
import { parseGroups } from '../lease/sweep.ts';
import { familyOf, isAlive, killStrays, signalProcess } from '../process/process-table.ts';
import { compileCacheDirectory } from '../process/compile-cache.ts';
import type {
  Spawned,
  SpawnSpecification,
  SupervisorMessage,
  SupervisorOrders,
  SupervisorRequest,
} from './protocol.ts';

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A started process: who it is, and two promises about its end. */
export interface Running extends Spawned {
  /** Resolves at once when the process is gone. */
  readonly exited: Promise<Exit>;
  /** Resolves when its log files are complete. */
  readonly drained: Promise<void>;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** The harness's end of the supervisor process. All processes of a testbed are started and signalled through it. */
export class Supervisor {
  readonly #child: ChildProcess;
  readonly #lease: Lease;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #exits = new Map<number, PromiseWithResolvers<Exit>>();
  readonly #drains = new Map<number, PromiseWithResolvers<void>>();
  readonly #ready = Promise.withResolvers<void>();
  #nextId = 1;
  #lost: string | undefined;
  #closing = false;

  constructor(lease: Lease, logBytesMax: number) {
    const orders: SupervisorOrders = {
      token: lease.token,
      dataDirectory: lease.dataDirectory,
      directory: lease.directory,
      file: lease.file,
      groupsFile: lease.groupsFile,
      logBytesMax,
    };
    this.#lease = lease;
    this.#child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), [JSON.stringify(orders)], {
      detached: true,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: compileCacheDirectory() },
    });
    this.#child.on('message', (message: SupervisorMessage) => this.#hear(message));
    this.#child.once('exit', () => this.#lose('the supervisor process ended'));
    this.#child.once('error', (error) => this.#lose(error.message));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Set once the testbed is being removed: the ends of processes are then no news. */
  get closing(): boolean {
    return this.#closing;
  }

  /** Resolves when the supervisor works. */
  async ready(): Promise<void> {
    return this.#ready.promise;
  }

  async spawn(specification: SpawnSpecification): Promise<Running> {
    const id = this.#nextId;
    const exit = Promise.withResolvers<Exit>();
    const drain = Promise.withResolvers<void>();
    this.#exits.set(id, exit);
    this.#drains.set(id, drain);
    const spawned = (await this.#ask({ ask: 'spawn', specification })) as Spawned;
    return { ...spawned, exited: exit.promise, drained: drain.promise };
  }

  async signal(pid: number, signal: NodeJS.Signals, to: 'family' | 'group'): Promise<number> {
    return (await this.#ask({ ask: 'signal', pid, signal, to })) as number;
  }

  /** SIGKILL to a process and all that belongs to it; resolves when they are gone. */
  async kill(pid: number): Promise<void> {
    await this.#ask({ ask: 'kill', pid });
  }

  /** Kills everything, removes data (unless kept) and lease, ends the supervisor. */
  async shutdown(keepData: boolean): Promise<void> {
    this.#closing = true;
    if (this.#lost === undefined) {
      const gone = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
      try {
        await this.#ask({ ask: 'shutdown', keepData });
        await gone;
        return;
      } catch {
        // It died under our hands: the same work is done here.
      }
    }
    this.#killAll();
    releaseLease(this.#lease, keepData);
  }

  async #ask(request: WithoutId<SupervisorRequest>): Promise<unknown> {
    if (this.#lost !== undefined) throw new Error(`${this.#lost}: the testbed is unusable, close it`);
    const id = this.#nextId;
    this.#nextId += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#child.send({ ...request, id });
    return waiting.promise;
  }

  #hear(message: SupervisorMessage): void {
    switch (message.tell) {
      case 'ready':
        this.#ready.resolve();
        return;
      case 'exit':
        this.#exits.get(message.id)?.resolve({ code: message.code, signal: message.signal });
        this.#exits.delete(message.id);
        return;
      case 'drained':
        this.#drains.get(message.id)?.resolve();
        this.#drains.delete(message.id);
        return;
      case 'reply':
      case 'refusal': {
        const waiting = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        if (message.tell === 'reply') waiting?.resolve(message.value);
        else waiting?.reject(new Error(message.error));
      }
    }
  }

  /** Without a supervisor nobody reaps or signals any more: kill what it had started, and fail what waits. */
  #lose(why: string): void {
    if (this.#lost !== undefined) return;
    this.#lost = why;
    this.#ready.reject(new Error(why));
    this.#ready.promise.catch(() => undefined);
    this.#killAll();
    for (const waiting of this.#waiting.values()) waiting.reject(new Error(why));
    for (const exit of this.#exits.values()) exit.resolve({ code: null, signal: 'SIGKILL' });
    for (const drain of this.#drains.values()) drain.resolve();
  }

  #killAll(): void {
    let groups: { pid: number; startTicks: number }[] = [];
    try {
      groups = parseGroups(readFileSync(this.#lease.groupsFile, 'utf8'));
    } catch {
      // The supervisor has cleaned up, or never started anything.
    }
    for (const { pid, startTicks } of groups) {
      if (!isAlive(pid, startTicks)) continue;
      for (const member of familyOf(pid)) signalProcess(member.pid, 'SIGKILL');
    }
    killStrays(this.#lease.token, this.#lease.dataDirectory);
  }
}
