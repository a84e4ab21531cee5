import type { RpcCall } from '../rpc-call.ts';

const timeoutMs = 10_000;

/** Asks the chain over plain HTTP. Throws an Error with what the chain said, or that it did not answer in time. */
export async function askChain(url: string, call: RpcCall): Promise<unknown> {
  const [answer] = await askChainMany(url, [call]);
  if (answer === undefined) throw new Error('the chain gave no answer');
  if ('error' in answer) throw new ChainError(answer.error);
  return answer.result;
}

/** What one call of several came to. */
export type ChainAnswer = { readonly result: unknown } | { readonly error: unknown };

/** Several calls in one request, answers in the order of the calls. */
export async function askChainMany(url: string, calls: readonly RpcCall[]): Promise<readonly ChainAnswer[]> {
  if (calls.length === 0) return [];
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(calls.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params }))),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body: unknown = await response.json();
  const list = (Array.isArray(body) ? body : [body]) as readonly (ChainAnswer & { readonly id?: unknown })[];
  const byId = new Map(list.map((answer) => [answer.id, answer]));
  return calls.map((_, id) => byId.get(id) ?? { error: list[0] ?? 'no answer' });
}

/** The chain answered with an error; `data` is what a reverted call gave back. */
export class ChainError extends Error {
  readonly data: string | undefined;

  constructor(error: unknown) {
    const { message, data } = (error ?? {}) as { readonly message?: unknown; readonly data?: unknown };
    super(typeof message === 'string' ? message : JSON.stringify(error));
    this.data = revertData(data);
  }
}

/** Chains put it under `data`, or one level deeper. */
function revertData(data: unknown): string | undefined {
  if (typeof data === 'string') return data;
  if (typeof data !== 'object' || data === null) return undefined;
  return revertData((data as { readonly data?: unknown }).data);
}
