import { random } from '@plimsoll/history/random';
import { HistoryWriter, type WrittenFile } from '@plimsoll/history/writer';
import { type AttemptTools, makeAttempt } from './attempt.ts';
import type { ClientPlan } from './client.ts';
import { type DrawOptions, drawSend } from './draw-send.ts';
import { HttpCaller } from './http-caller.ts';
import { testMembers } from './members.ts';
import { defaultMix } from './mix.ts';
import { renderSend } from './render-send.ts';
import { homeSite, type Route, routesFrom } from './routes.ts';
import { runClock, wallMicros } from './run-clock.ts';
import { Sessions } from './sessions.ts';

export interface BenchSendOptions {
  /** Calls in flight at any time: a closed loop, unlike the load. For measuring the generator, never a subject's outage. */
  readonly inFlight: number;
  readonly sends: number;
}

export interface BenchSendResult {
  readonly sends: number;
  readonly ok: number;
  readonly seconds: number;
  readonly sendsPerSecond: number;
  readonly written: WrittenFile;
}

/**
 * As many sends as fast as possible, each drawn, rendered, made, classified and recorded by the very parts of the load:
 * what the generator can do at most (issue, "Measured": against autocannon on the same null endpoint). Runs in the
 * calling process; give it one of its own.
 */
export async function benchSend(plan: ClientPlan, options: BenchSendOptions): Promise<BenchSendResult> {
  const clock = runClock(plan.runStartNanos);
  const writer = new HistoryWriter(plan.historyDirectory, 'load');
  const caller = new HttpCaller(clock, { connections: options.inFlight, timeoutMs: 5000 });
  const sessions = new Sessions(caller, plan.members);
  const tools: AttemptTools = { caller, sessions, writer, clock };
  const members = testMembers(plan.members);
  const draw: DrawOptions = {
    mix: { ...defaultMix, ...plan.mix, twice: 0 },
    members,
    memberCount: plan.members.length,
    awaitShare: plan.load.awaitShare,
    bytes: plan.load.bytes,
    capabilities: plan.capabilities,
  };
  const routes = new Map(
    members.map((member) => [member, routesFrom(homeSite(member, plan.sites), plan.endpoints).all]),
  );
  for (const [member, all] of routes) await Promise.all(all.map((route) => sessions.prepare(member, route)));

  const uniform = random(plan.seed, 'bench');
  let id = 0;
  let ok = 0;
  const from = clock();
  await new Promise<void>((resolve) => {
    let ended = 0;
    const next = (): void => {
      if (id >= options.sends) return;
      const drawn = drawSend(draw, uniform);
      const all = routes.get(drawn.member) as readonly Route[];
      const number = id++;
      const attempt = {
        id: number,
        attempt: 1,
        member: drawn.member,
        site: homeSite(drawn.member, plan.sites),
        route: all[number % all.length] as Route,
        rendered: renderSend(number, drawn.member, plan.members, drawn),
        awaits: drawn.awaits,
        maxSequencingTimeMicros: wallMicros() + plan.load.maxSequencingTimeMs * 1000,
        topologyTimestampMicros: undefined,
        observedMicros: undefined,
        observedOn: undefined,
        purpose: 'load' as const,
        dueMicros: clock(),
      };
      makeAttempt(tools, attempt, ({ outcome }) => {
        if (outcome === 'ok') ok += 1;
        ended += 1;
        if (ended === options.sends) resolve();
        else next();
      });
    };
    for (let i = 0; i < options.inFlight; i += 1) next();
  });
  const seconds = (clock() - from) / 1e6;
  caller.close();
  const written = writer.close();
  return { sends: options.sends, ok, seconds, sendsPerSecond: options.sends / seconds, written };
}
