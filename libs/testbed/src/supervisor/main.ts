/**
 * The supervisor: a small process in a session of its own that starts everything a testbed runs. When the harness
 * goes away in whatever way (the IPC channel closes), it kills every process, removes data and lease, and exits.
 */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { releaseLease } from '../lease/lease.ts';
import {
  familyOf,
  isAlive,
  isStopped,
  killStrays,
  readProcess,
  signalProcess,
} from '../process/process-table.ts';
import { writeLog } from './log-writer.ts';
import type {
  Spawned,
  SpawnSpecification,
  SupervisorMessage,
  SupervisorOrders,
  SupervisorRequest,
} from './protocol.ts';

const orders = JSON.parse(process.argv[2] ?? '') as SupervisorOrders;
/** Roots started and not yet reaped: only these may be signalled, so a reused pid is never hit. */
const roots = new Set<number>();
let ending = false;

function tell(message: SupervisorMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function journal(pid: number): number {
  const startTicks = readProcess(pid)?.startTicks ?? 0;
  appendFileSync(orders.groupsFile, `${pid} ${startTicks}\n`);
  return startTicks;
}

async function start(id: number, specification: SpawnSpecification): Promise<Spawned> {
  if (ending) throw new Error('the testbed is closing');
  const child = spawn(specification.file, specification.arguments, {
    cwd: specification.directory,
    env: { ...specification.environment, PLIMSOLL_TESTBED: orders.token },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(specification.uid === undefined ? {} : { uid: specification.uid }),
    ...(specification.gid === undefined ? {} : { gid: specification.gid }),
  });
  const { pid } = child;
  if (pid === undefined) {
    return new Promise((_, reject) => child.once('error', reject));
  }
  child.on('error', () => undefined);
  roots.add(pid);
  let open = 3;
  const drained = (): void => {
    open -= 1;
    if (open === 0) tell({ tell: 'drained', id });
  };
  child.once('exit', (code, signal) => {
    roots.delete(pid);
    signalProcess(-pid, 'SIGKILL'); // Children that outlive their parent hold its ports.
    tell({ tell: 'exit', id, code, signal });
    drained();
  });
  writeLog(child.stdout, specification.stdoutPath, orders.logBytesMax, drained);
  writeLog(child.stderr, specification.stderrPath, orders.logBytesMax, drained);
  return { pid, startTicks: journal(pid) };
}

function signalFamily(pid: number, signal: NodeJS.Signals): number {
  return familyOf(pid).filter((member) => signalProcess(member.pid, signal)).length;
}

/** SIGSTOP to the family until all of it stands still, with what it forked while the signal was on its way. */
async function stopFamily(pid: number): Promise<number> {
  for (let waitedMs = 0; ; waitedMs += 2) {
    const moving = familyOf(pid).filter((member) => !isStopped(member.pid));
    if (moving.length === 0) return familyOf(pid).length;
    if (waitedMs > 5_000) throw new Error(`process ${moving[0]?.pid} did not stop within 5 s of SIGSTOP`);
    for (const member of moving) signalProcess(member.pid, 'SIGSTOP');
    await sleep(2);
  }
}

async function kill(pid: number): Promise<void> {
  // Taken before the root dies: afterwards its descendants are nobody's.
  const family = familyOf(pid);
  for (const member of family) signalProcess(member.pid, 'SIGKILL');
  for (let waited = 0; waited < 5_000; waited += 5) {
    const alive = family.filter((member) => isAlive(member.pid, member.startTicks));
    if (alive.length === 0 && !roots.has(pid)) return;
    for (const member of alive) signalProcess(member.pid, 'SIGKILL');
    await sleep(5);
  }
  throw new Error(`process ${pid} did not go away within 5 s of SIGKILL`);
}

async function end(keepData: boolean): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.allSettled([...roots].map(kill));
  killStrays(orders.token, orders.dataDirectory);
  releaseLease(orders, keepData);
}

async function answer(request: SupervisorRequest): Promise<unknown> {
  switch (request.ask) {
    case 'spawn':
      return start(request.id, request.specification);
    case 'signal':
      if (!roots.has(request.pid)) return 0;
      if (request.signal === 'SIGSTOP') return stopFamily(request.pid);
      if (request.to === 'family') return signalFamily(request.pid, request.signal);
      return signalProcess(-request.pid, request.signal) ? 1 : 0;
    case 'kill':
      return roots.has(request.pid) ? kill(request.pid) : undefined;
    case 'shutdown':
      return end(request.keepData);
  }
}

process.on('message', (request: SupervisorRequest) => {
  answer(request).then(
    (value) => {
      tell({ tell: 'reply', id: request.id, value });
      if (request.ask === 'shutdown') process.disconnect();
    },
    (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      tell({ tell: 'refusal', id: request.id, error: text });
    },
  );
});
const leave = (): void => {
  void end(false).finally(() => process.exit());
};
process.on('disconnect', leave);
process.on('SIGTERM', leave);
// Ctrl-C and a closing terminal are the harness's business; it tells us, or it dies and the channel closes.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
process.on('uncaughtException', leave);
journal(process.pid);
tell({ tell: 'ready' });
