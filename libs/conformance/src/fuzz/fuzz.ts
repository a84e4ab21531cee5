import { Agent } from 'undici';
import { random } from '@plimsoll/history/random';
import { sequencerOperations, type Operation } from '@plimsoll/interface/sequencer/operations';
import type { CaseResult } from '../case.ts';
import { call as send } from '../exchange/call.ts';
import type { Reply } from '../exchange/reply.ts';
import { Session } from '../exchange/session.ts';
import { errorOf } from '../expectation.ts';
import type { ConformanceEndpoint, ConformanceTarget } from '../target.ts';
import { Draw } from './draw.ts';
import { hostileRequest, type HostileRequest } from './hostile-request.ts';

/** How to fuzz. The seed is printed with every result: the same seed gives the same requests. */
export interface FuzzOptions {
  readonly seed: string;
  /** For each operation; default 1000. */
  readonly requests?: number;
  readonly signal?: AbortSignal;
}

const atOnce = 8;

/**
 * Sends hostile requests to every operation, in turn at every node and gateway, and yields one result for each operation. Every
 * answer must be a 4xx with a body of the error table, or a 2xx where the request happened to be allowed; never a 5xx,
 * a broken connection or silence; and afterwards every endpoint is as ready as before.
 */
export async function* fuzz(target: ConformanceTarget, options: FuzzOptions): AsyncGenerator<CaseResult> {
  const agent = new Agent({ connections: atOnce, keepAliveTimeout: 1_000 });
  const endpoints = [...target.nodes, ...target.gateways];
  const count = options.requests ?? 1000;
  try {
    for (const operation of sequencerOperations) {
      if (options.signal?.aborted) return;
      const started = performance.now();
      const wrong: string[] = [];
      const statuses = new Map<number, number>();
      // What comes back has no say in what is asked next.
      const draw = new Draw(random(options.seed, 'fuzz', operation.id));
      const names = target.members.map((member) => member.name);
      const tokens = new Map<string, string>();
      for (const endpoint of endpoints)
        tokens.set(endpoint.instance, (await Session.open(agent, endpoint, target.members[0]!)).token);
      for (let sent = 0; sent < count && wrong.length < 20; sent += atOnce) {
        const together = Array.from(
          { length: Math.min(atOnce, count - sent) },
          (_, index) => endpoints[(sent + index) % endpoints.length]!,
        );
        const hints = await Promise.all(
          together.map((endpoint) => hintsFor(agent, endpoint, operation, names[0]!)),
        );
        const drawn = together.map((endpoint, index) => {
          const token = operation.authenticated ? tokens.get(endpoint.instance) : undefined;
          return hostileRequest(operation, draw, names, hints[index]!, token);
        });
        const said = await Promise.all(
          together.map((endpoint, index) => judged(agent, endpoint, operation, drawn[index]!, statuses)),
        );
        wrong.push(...said.filter((each) => each !== undefined));
      }
      for (const endpoint of endpoints) {
        const ready = await send(agent, endpoint, { method: 'GET', path: '/health/ready' }).catch(String);
        if (typeof ready === 'string' || ready.status !== 200)
          wrong.push(
            `${endpoint.instance} is not ready afterwards: ${typeof ready === 'string' ? ready : ready.text}`,
          );
      }
      for (const name of target.ended?.() ?? []) wrong.push(`${name} ended`);
      const counts = [...statuses]
        .sort(([a], [b]) => a - b)
        .map(([each, times]) => `${times} × ${each}`)
        .join(', ');
      yield {
        id: `fuzz-${operation.id}`,
        title: `Hostile requests to ${operation.method} ${operation.path}`,
        level: 'MUST',
        covers: [],
        state: wrong.length === 0 ? 'pass' : 'fail',
        words: `${wrong.length === 0 ? `${count} hostile requests refused or served` : `${wrong.length} of the hostile requests went wrong`} (seed ${options.seed}): ${counts}.`,
        evidence: wrong.slice(0, 10),
        tookMs: Math.round(performance.now() - started),
      };
    }
  } finally {
    await agent.destroy();
  }
}

/** Undefined when the answer is in order, else what is wrong with it. */
async function judged(
  agent: Agent,
  endpoint: ConformanceEndpoint,
  operation: Operation,
  hostile: HostileRequest,
  statuses: Map<number, number>,
): Promise<string | undefined> {
  const { call } = hostile;
  const shown = String(call.bytes ?? '').slice(0, 200);
  const asked = `${call.method} ${call.path.slice(0, 100)} ${JSON.stringify(call.headers ?? {}).slice(0, 100)} ${JSON.stringify(shown)} at ${endpoint.instance}`;
  let reply: Reply;
  try {
    reply = await send(agent, endpoint, call);
  } catch (error) {
    return `${asked} → no reply: ${String(error)}`;
  }
  statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
  const answer = `${asked} → ${reply.status} ${reply.text.slice(0, 200)}`;
  if (reply.status < 300)
    return hostile.valid === false ? `allowed, against the schema: ${answer}` : undefined;
  if (reply.status >= 500) return answer;
  const found = errorOf(reply);
  if ('wrong' in found) return `${found.wrong}: ${answer}`;
  if (hostile.valid === true && found.code === 'MALFORMED_REQUEST')
    return `refused, though the schema allows it: ${answer}`;
  return hostile.valid === false && operation.request !== undefined && found.code !== 'MALFORMED_REQUEST'
    ? `not refused as malformed: ${answer}`
    : undefined;
}

/** Values without which nearly all requests would stop at the first check: own name, a challenge that was given. */
async function hintsFor(
  agent: Agent,
  endpoint: ConformanceEndpoint,
  operation: Operation,
  member: string,
): Promise<Readonly<Record<string, unknown>>> {
  if (operation.id !== 'token') return { sender: member };
  const reply = await send(agent, endpoint, { method: 'POST', path: '/v1/auth/challenge', body: { member } });
  return { ...(reply.json as object), member };
}
