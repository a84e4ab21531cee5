import { Agent, request } from 'node:http';
import type { Address } from '@plimsoll/testbed/testbed';
import { batchAnswers, batchBody } from '../rpc-batch.ts';
import type { RpcAnswer, RpcCall } from '../rpc-call.ts';
import type { NodeClient } from './final-clients.ts';

const timeoutMs = 10_000;

/** The second observer's way to nodes: Node's own HTTP client. */
export class NodeHttpNodes implements NodeClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  async ask(address: Address, calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]> {
    const text = await this.#post(address, batchBody(calls)).catch(() => undefined);
    return batchAnswers(
      calls.length,
      text === undefined ? { error: 'TRANSPORT', text: '' } : { error: undefined, text },
    );
  }

  close(): Promise<void> {
    this.#agent.destroy();
    return Promise.resolve();
  }

  #post({ host, port }: Address, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const signal = AbortSignal.timeout(timeoutMs);
      const call = request({ host, port, method: 'POST', path: '/', headers, agent: this.#agent, signal });
      call.on('error', reject);
      call.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      });
      call.end(body);
    });
  }
}
