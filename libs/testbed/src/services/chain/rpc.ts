import { Agent, request } from 'node:http';

/** The chain answered with an error: its code and words. */
export class RpcError extends Error {
  readonly code: number;

  constructor(method: string, code: number, message: string) {
    super(`${method}: ${message}`);
    this.name = 'RpcError';
    this.code = code;
  }
}

/** One JSON-RPC call; what it gives is the caller's to know. */
export type Rpc = <Result>(method: string, ...parameters: readonly unknown[]) => Promise<Result>;

/**
 * JSON-RPC 2.0 over HTTP to one address, connections kept. Rejects with RpcError where the chain says no, with the
 * connection's error or after `withinMs` otherwise.
 */
export function rpcAt(url: string, withinMs = 10_000): Rpc {
  const agent = new Agent({ keepAlive: true });
  let id = 0;
  return async <Result>(method: string, ...parameters: readonly unknown[]): Promise<Result> => {
    id += 1;
    const text = await post(url, JSON.stringify({ jsonrpc: '2.0', id, method, params: parameters }), {
      agent,
      withinMs,
    });
    const answer = JSON.parse(text) as {
      result?: Result;
      error?: { readonly code: number; readonly message: string };
    };
    if (answer.error !== undefined) throw new RpcError(method, answer.error.code, answer.error.message);
    return answer.result as Result;
  };
}

/** Posts JSON and gives the body of the answer, whatever its status. Rejects after `withinMs`. */
export async function post(
  url: string,
  body: string,
  { agent, withinMs }: { readonly agent?: Agent; readonly withinMs: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(url, {
      method: 'POST',
      ...(agent === undefined ? {} : { agent }),
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(withinMs),
    });
    call.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}
