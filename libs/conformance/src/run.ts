import type { CaseResult, ConformanceCase } from './case.ts';
import type { AnyContext, AnyTarget } from './any-context.ts';
import { RunState, type CaseContext } from './context.ts';
import { conformanceCases } from './registry.ts';
import type { ConformanceEndpoint, ConformanceTarget } from './target.ts';
import { NotApplicable, Violation } from './violation.ts';

/** How to run. */
export interface ConformanceOptions {
  /** Only these ids; default all. An unknown id is an error. */
  readonly only?: readonly string[];
  /** Told apart in message ids from earlier runs against the same subject; default: the time in base 36. */
  readonly label?: string;
  /** Nothing new is begun once aborted. */
  readonly signal?: AbortSignal;
}

/** What the cases of one run share. */
export interface SharedState<Context extends AnyContext> {
  readonly target: AnyTarget;
  /** What a case may use at an endpoint. */
  context(endpoint: ConformanceEndpoint): Context;
  close(): Promise<void>;
}

/** Puts every case to a running sequencer; see `runCases`. */
export async function* runConformance(
  target: ConformanceTarget,
  options: ConformanceOptions = {},
): AsyncGenerator<CaseResult> {
  if (target.nodes.length === 0 || target.members.length < 3)
    throw new Error('a conformance target needs at least one node and three enabled members');
  const cases = await conformanceCases<CaseContext>('sequencer');
  yield* runCases(cases, (label) => new RunState(target, label), options);
}

/**
 * Puts cases to a running subject and yields each result as it is known: first started the slow ones (they
 * only wait), then the others one after another in the order of their ids. Never throws because of the subject.
 */
export async function* runCases<Context extends AnyContext>(
  known: readonly ConformanceCase<Context>[],
  open: (label: string) => SharedState<Context>,
  options: ConformanceOptions,
): AsyncGenerator<CaseResult> {
  for (const id of options.only ?? [])
    if (!known.some((each) => each.id === id)) throw new Error(`there is no conformance case \`${id}\``);
  const chosen = known.filter((each) => options.only === undefined || options.only.includes(each.id));
  const state = open(options.label ?? Date.now().toString(36));
  try {
    const slow = chosen.filter((each) => each.slow).map((each) => runCase(state, each));
    for (const each of chosen) {
      if (options.signal?.aborted) return;
      if (!each.slow) yield await runCase(state, each);
    }
    for (const each of slow) yield await each;
  } finally {
    await state.close();
  }
}

async function runCase<Context extends AnyContext>(
  state: SharedState<Context>,
  each: ConformanceCase<Context>,
): Promise<CaseResult> {
  const started = performance.now();
  const result = (
    outcome: CaseResult['state'],
    words: string,
    evidence: readonly string[] = [],
  ): CaseResult => ({
    id: each.id,
    title: each.title,
    level: each.level,
    covers: each.covers,
    state: outcome,
    words,
    evidence,
    tookMs: Math.round(performance.now() - started),
  });
  const reason = notApplicable(state.target, each);
  if (reason !== undefined) return result('n/a', reason);
  const endpoints: readonly ConformanceEndpoint[] =
    each.scope === 'each'
      ? [...state.target.nodes, ...state.target.gateways]
      : state.target.nodes.slice(0, 1);
  const seen: string[] = [];
  // The slow ones wait; all endpoints of one wait at the same time.
  const ways = each.slow ? [endpoints] : endpoints.map((endpoint) => [endpoint]);
  for (const together of ways)
    try {
      seen.push(...(await Promise.all(together.map((endpoint) => checkAt(state, each, endpoint)))));
    } catch (error) {
      if (error instanceof NotApplicable) return result('n/a', error.message);
      if (error instanceof Violation) return result('fail', error.message, error.evidence);
      const words = error instanceof Error ? describeFailure(error) : String(error);
      return result('fail', `The exchange broke off: ${words}.`);
    }
  return result('pass', seen[0] ?? '', seen.length > 1 ? seen : []);
}

async function checkAt<Context extends AnyContext>(
  state: SharedState<Context>,
  each: ConformanceCase<Context>,
  endpoint: ConformanceEndpoint,
): Promise<string> {
  const context = state.context(endpoint);
  try {
    const words = await each.check(context);
    return each.scope === 'each' ? `${endpoint.instance}: ${words}` : words;
  } catch (error) {
    if (error instanceof Violation && each.scope === 'each')
      throw new Violation(`At ${endpoint.instance}: ${error.message}`, error.evidence);
    throw error;
  } finally {
    context.finish();
  }
}

/** Some errors of connections say what happened only in a code or in their cause. */
function describeFailure(error: Error): string {
  const code = (error as { code?: string }).code;
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${code === undefined ? '' : `${code} `}${error.message}${cause}`;
}

function notApplicable(
  target: AnyTarget,
  each: Pick<ConformanceCase, 'capability' | 'without' | 'needs'>,
): string | undefined {
  if (each.capability !== undefined && !target.capabilities.includes(each.capability))
    return `the capability \`${each.capability}\` is not claimed`;
  if (each.without !== undefined && target.capabilities.includes(each.without))
    return `the capability \`${each.without}\` is claimed`;
  if (each.needs === 'two nodes' && target.nodes.length < 2) return 'the subject has one node';
  if (each.needs === 'a gateway' && target.gateways.length === 0) return 'the subject has no gateway';
  return undefined;
}
