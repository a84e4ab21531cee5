import { random } from '@plimsoll/history/random';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { operatorMethods, type OperatorMethod } from '@plimsoll/interface/operator/methods';
import type { CaseResult } from '../../case.ts';
import { call as send } from '../../exchange/call.ts';
import { describeReply, type Reply } from '../../exchange/reply.ts';
import { Draw } from '../../fuzz/draw.ts';
import type { FuzzOptions } from '../../fuzz/fuzz.ts';
import { OperatorState } from '../operator-context.ts';
import type { OperatorTarget } from '../target.ts';
import { expectedAnswer } from './expected-answer.ts';
import type { CallJudge } from './expected-of-call.ts';
import { hostileCall, type HostileCall } from './hostile-call.ts';
import { HonestTraffic } from './honest-traffic.ts';
import { judgeAnswer, judgeRefusedByHttp } from './judge-answer.ts';
import { wellFormedParams } from './well-formed-params.ts';

/** How to fuzz an operator. */
export interface OperatorFuzzOptions extends FuzzOptions {
  /** Only these methods; default: all that the subject claims. */
  readonly methods?: readonly string[];
}

const atOnce = 8;
/** Beyond so many mistakes of one method the rest would say nothing new. */
const wrongMax = 20;

/**
 * Sends hostile requests to every method of an operator, in turn at every node and gateway, and yields one result for each method.
 * Every answer must be the one that the interface promises for these bytes; never an internal error, a lost instance, a
 * broken connection or silence. Beside them honest orders go on to be executed, and afterwards every endpoint is ready.
 */
export async function* fuzzOperator(
  target: OperatorTarget,
  options: OperatorFuzzOptions,
): AsyncGenerator<CaseResult> {
  const state = new OperatorState(target, options.seed);
  const honest = new HonestTraffic(state);
  const judge: CallJudge = {
    rollup: target.rollup,
    capabilities: target.capabilities,
    keys: new Map([...target.accounts, target.foreign].map(({ id, publicKey }) => [id, publicKey])),
  };
  const asked = operatorMethods.filter(
    ({ name, capability }) =>
      (capability === undefined || target.capabilities.includes(capability)) &&
      (options.methods === undefined || options.methods.includes(name)),
  );
  try {
    for (const method of asked) {
      if (options.signal?.aborted) return;
      yield await fuzzMethod(method, state, honest, judge, options);
    }
  } finally {
    await state.close();
  }
}

async function fuzzMethod(
  { name, summary }: OperatorMethod,
  state: OperatorState,
  honest: HonestTraffic,
  judge: CallJudge,
  { seed, requests = 1000 }: FuzzOptions,
): Promise<CaseResult> {
  const started = performance.now();
  const { target } = state;
  const endpoints = [...target.nodes, ...target.gateways];
  const wrong: string[] = [];
  const counts = new Map<string, number>();
  // What comes back has no say in what is asked next; but for the hashes of honest orders, which stand in some requests.
  const draw = new Draw(random(seed, 'fuzz', name));
  const known: readonly Hex[] = [...honest.done];
  let over = false;
  const beside = honest.until(() => over);
  for (let sent = 0; sent < requests && wrong.length < wrongMax; sent += atOnce) {
    const together = Array.from({ length: Math.min(atOnce, requests - sent) }, (_, index) => ({
      endpoint: endpoints[(sent + index) % endpoints.length]!,
      hostile: hostileCall(name, wellFormedParams(name, draw, target, known), draw),
    }));
    const said = await Promise.all(
      together.map(async ({ endpoint, hostile }) => {
        const asked = `${shown(hostile)} at ${endpoint.instance}`;
        try {
          const reply = await send(state.agent, endpoint, hostile.call);
          const counted = kindOf(reply);
          counts.set(counted, (counts.get(counted) ?? 0) + 1);
          const mistake = judged(reply, hostile, judge);
          return mistake === undefined ? [] : [`${mistake}: ${asked} ${describeReply(reply)}`];
        } catch (error) {
          return [`no reply: ${asked}: ${String(error)}`];
        }
      }),
    );
    wrong.push(...said.flat());
  }
  over = true;
  const mistake = await beside;
  if (mistake !== undefined) wrong.unshift(mistake);
  for (const endpoint of endpoints) {
    const ready = await send(state.agent, endpoint, { method: 'GET', path: '/health/ready' }).catch(String);
    if (typeof ready === 'string' || ready.status !== 200)
      wrong.unshift(
        `${endpoint.instance} is not ready afterwards: ${typeof ready === 'string' ? ready : ready.text}`,
      );
  }
  for (const each of target.ended?.() ?? []) wrong.unshift(`${each} ended`);
  const answers = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([each, times]) => `${times} × ${each}`)
    .join(', ');
  return {
    id: `fuzz-${name.replace(/^pazkp_/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    title: `Hostile calls of ${name} (${summary.toLowerCase()})`,
    level: 'MUST',
    covers: [],
    state: wrong.length === 0 ? 'pass' : 'fail',
    words: `${wrong.length === 0 ? `${requests} hostile requests answered as the interface has it, honest orders beside them executed` : `${wrong.length} times something went wrong`} (seed ${seed}): ${answers}.`,
    evidence: wrong.slice(0, 10),
    tookMs: Math.round(performance.now() - started),
  };
}

function judged(reply: Reply, { call, beyondBody }: HostileCall, judge: CallJudge): string | undefined {
  if (!beyondBody) return judgeAnswer(reply, expectedAnswer(Buffer.from(call.bytes ?? ''), judge));
  // Served all the same: then by what stands in the body, which was in order.
  return reply.status < 300 ? undefined : judgeRefusedByHttp(reply);
}

/** What an answer is counted as: the code of a refusal, `served`, or the HTTP status. */
function kindOf({ status, json }: Reply): string {
  if (Array.isArray(json)) return 'array';
  const { result, error } = (json ?? {}) as { result?: unknown; error?: { data?: { code?: unknown } } };
  if (result !== undefined) return 'served';
  const code = error?.data?.code;
  return typeof code === 'string' ? code.slice(0, 40) : String(status);
}

function shown({ call }: HostileCall): string {
  const bytes = String(call.bytes ?? '');
  const more = bytes.length > 300 ? `… (${bytes.length} characters)` : '';
  return `${call.method} ${call.path.slice(0, 60)} ${JSON.stringify(call.headers ?? {}).slice(0, 100)} ${JSON.stringify(bytes.slice(0, 300))}${more}`;
}
