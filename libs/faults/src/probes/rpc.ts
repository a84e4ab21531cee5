import { request } from 'node:http';
import { wasAwake, whileAwake } from './held-up.ts';

/** How the chain was heard, or not, at a URL. */
export interface RpcAnswer {
  /** `closed` is refused, reset or hung up on; `unsure` is silence that the probe was not awake to vouch for. */
  readonly how: 'answered' | 'silent' | 'closed' | 'unsure';
  readonly afterMs: number;
  /** In words: `answered`, `ECONNREFUSED`, `silent for 500 ms`. */
  readonly words: string;
  /** The answer's result; undefined where there was none. */
  readonly result: unknown;
}

/**
 * One JSON-RPC call on a connection of its own, waited for `withinMs` at most; longer only where this very process was
 * held up, since a silence counts only if the probe was awake.
 */
export async function askRpc(
  url: string,
  withinMs: number,
  method = 'eth_blockNumber',
  parameters: readonly unknown[] = [],
): Promise<RpcAnswer> {
  for (let waitMs = withinMs; ; waitMs *= 2) {
    const { result, heldUpMs } = await whileAwake(() => ask(url, waitMs, method, parameters));
    if (result.how !== 'silent' || wasAwake(heldUpMs, waitMs)) return result;
    if (waitMs >= 8 * withinMs) {
      return {
        ...result,
        how: 'unsure',
        words: `the probe itself was held up for ${heldUpMs} of ${waitMs} ms`,
      };
    }
  }
}

/** The result of a call straight to the chain. Throws where there is none. */
export async function readChain(
  url: string,
  method: string,
  ...parameters: readonly unknown[]
): Promise<unknown> {
  const { how, words, result } = await askRpc(url, 5_000, method, parameters);
  if (how !== 'answered') throw new Error(`${method}: ${words}`);
  return result;
}

function ask(
  url: string,
  withinMs: number,
  method: string,
  parameters: readonly unknown[],
): Promise<RpcAnswer> {
  return new Promise((resolve) => {
    const start = performance.now();
    const end = (how: RpcAnswer['how'], words: string, result?: unknown): void => {
      clearTimeout(timer);
      resolve({ how, afterMs: performance.now() - start, words, result });
      call.destroy();
    };
    const timer = setTimeout(() => end('silent', `silent for ${withinMs} ms`), withinMs);
    const call = request(url, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json' },
    });
    call.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        try {
          const answer = JSON.parse(text) as {
            readonly result?: unknown;
            readonly error?: { message: string };
          };
          if (answer.error === undefined) end('answered', 'answered', answer.result);
          else end('closed', `refused: ${answer.error.message}`);
        } catch {
          end('closed', `no JSON: ${text.slice(0, 60)}`);
        }
      });
      response.on('error', (error: NodeJS.ErrnoException) => end('closed', error.code ?? error.message));
    });
    call.on('error', (error: NodeJS.ErrnoException) => end('closed', error.code ?? error.message));
    call.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: parameters }));
  });
}
