import { Agent, request } from 'undici';

/** The node answered, with an error: asking another node would not help. */
export class RpcError extends Error {
  readonly code: number;
  /** Data of a revert, `0x…`, where there is any. */
  readonly data: string | undefined;
  constructor(method: string, code: number, message: string, data: string | undefined) {
    super(`${method}: ${message}`);
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}

/** No node answered within its deadline: whether the call had an effect is not known. */
export class RpcUnavailable extends Error {
  constructor(method: string, because: readonly string[]) {
    super(`${method}: no node of the chain answers (${because.join('; ')})`);
    this.name = 'RpcUnavailable';
  }
}

/** JSON-RPC calls to the chain. */
export interface ChainRpc {
  /** Calls one method. @throws RpcError the node refused; RpcUnavailable no node answered in time */
  readonly call: <Result>(method: string, params: readonly unknown[]) => Promise<Result>;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/**
 * JSON-RPC over HTTP with failover: a node that does not answer within the deadline is left for the next one, and the one
 * that answered last is asked first. Every method that is used here may be repeated: what it sends is signed and has a
 * nonce. Upstream knows one URL and no fallback (RH-16).
 *
 * @param urls in order of preference
 * @param timeoutMs deadline of one attempt
 */
export function connectChain(urls: readonly string[], timeoutMs: number): ChainRpc {
  const agent = new Agent({ keepAliveTimeout: 30_000, connect: { timeout: timeoutMs } });
  let preferred = 0;
  let lastId = 0;

  const attempt = async (url: string, method: string, params: readonly unknown[]): Promise<Answer> => {
    lastId += 1;
    const { statusCode, body } = await request(url, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: lastId, method, params }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await body.text();
    try {
      return JSON.parse(text) as Answer;
    } catch {
      throw new Error(`status ${statusCode} and no JSON`);
    }
  };

  return {
    call: async <Result>(method: string, params: readonly unknown[]): Promise<Result> => {
      const because: string[] = [];
      for (let tried = 0; tried < urls.length; tried += 1) {
        const at = (preferred + tried) % urls.length;
        const url = urls[at] as string;
        try {
          const { error, result } = await attempt(url, method, params);
          preferred = at;
          if (error) throw new RpcError(method, error.code, error.message, revertData(error.data));
          return result as Result;
        } catch (error) {
          if (error instanceof RpcError) throw error;
          because.push(`${new URL(url).host} ${(error as Error).message}`);
        }
      }
      preferred = (preferred + 1) % urls.length;
      throw new RpcUnavailable(method, because);
    },
    close: () => agent.destroy(),
  };
}

/** Nodes differ in where they put the bytes of a revert. */
function revertData(data: unknown): string | undefined {
  if (typeof data === 'string') return data.startsWith('0x') ? data : undefined;
  return typeof data === 'object' && data !== null
    ? revertData((data as { data?: unknown }).data)
    : undefined;
}
