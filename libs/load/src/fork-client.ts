import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Said, Told } from './child-protocol.ts';
import type { ClientPlan } from './client.ts';

/** A client process as the harness holds it. */
export interface ClientProcess<Status> {
  readonly pid: number | undefined;
  tell(told: Told): void;
  status(): Status | undefined;
  /** Asks and waits for the answer; rejects if the process ends first. */
  call<Value>(name: string, withinMs: number): Promise<Value>;
  /** Asks it to flush and end; resolves when it is gone. */
  close(): Promise<unknown>;
  /** Resolves if the process ends before it was told to: a failure of the harness, in words. */
  readonly failed: Promise<Error>;
}

/**
 * A heap that starts as large as a brisk load makes it: one that grows is collected whole several times in the first seconds, and each
 * time what is due waits 15 to 50 ms. Young objects stay below 16 MiB: with twice that, which V8 comes to by itself, each collection of
 * them took 10 to 15 ms instead of 2, three times a second. In MiB.
 */
const roomForGarbage = [
  '--min-semi-space-size=16',
  '--max-semi-space-size=16',
  '--initial-old-space-size=256',
];

/**
 * Starts a client process of its own (HS-03: load and probes run off the event loop that judges), gives it its plan and
 * resolves when it is ready.
 */
export async function forkClient<Status>(
  entry: string,
  plan: ClientPlan,
  options: Readonly<Record<string, unknown>> = {},
): Promise<ClientProcess<Status>> {
  const child = fork(join(import.meta.dirname, entry), [], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: roomForGarbage,
    // Clients must be outside the reach of libfaketime (HS-04): nothing is preloaded into them.
    env: { ...process.env, LD_PRELOAD: '', NODE_OPTIONS: '' },
  });
  let status: Status | undefined;
  let words = '';
  let complaint = '';
  let closing = false;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let number = 0;
  const ready = Promise.withResolvers<void>();
  const failed = Promise.withResolvers<Error>();
  const gone = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);

  child.stderr?.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(-4000);
  });
  child.on('message', (said: Said<Status>) => {
    if (said.say === 'ready') ready.resolve();
    else if (said.say === 'status') status = said.status;
    else if (said.say === 'failed') words = said.words;
    else {
      waiting.get(said.number)?.resolve(said.value);
      waiting.delete(said.number);
    }
  });
  const ended = (how: string): void => {
    const error = new Error(`${entry} ended early (${how}): ${words || complaint || 'it said nothing'}`);
    ready.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    if (!closing) failed.resolve(error);
    gone.resolve();
  };
  child.on('exit', (code, signal) => ended(signal === null ? `exit code ${code}` : `signal ${signal}`));
  // What is told to a process that has just died breaks its channel before its end is known: the end is what counts, and
  // it comes by itself. One that was never started has no other end than this.
  child.on('error', (error) => {
    if (child.pid === undefined) ended(error.message);
  });

  const tell = (told: Told): void => {
    if (child.connected) child.send(told);
  };
  const call = <Value>(name: string, withinMs: number): Promise<Value> => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const isGone = !child.connected || child.exitCode !== null || child.signalCode !== null;
    if (isGone) return Promise.reject(new Error(`${entry} is gone`));
    number += 1;
    waiting.set(number, { resolve, reject });
    tell({ tell: 'call', number, name, withinMs });
    return promise as Promise<Value>;
  };
  tell({ tell: 'plan', plan, options });
  await ready.promise;
  return {
    pid: child.pid,
    tell,
    call,
    status: () => status,
    failed: failed.promise,
    close: async () => {
      closing = true;
      const answer = await call('close', 0).catch((error: Error) => {
        // Gone already, and told so through `failed`, unless it fell over while closing.
        if (child.exitCode === null && child.signalCode === null) throw error;
        return undefined;
      });
      await gone.promise;
      return answer;
    },
  };
}
