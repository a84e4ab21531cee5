import { Pool } from 'undici';
import type { Address } from '@plimsoll/testbed/testbed';
import { batchAnswers, batchBody } from '../rpc-batch.ts';
import type { RpcAnswer, RpcCall } from '../rpc-call.ts';
import type { NodeClient } from './final-clients.ts';

const timeoutMs = 10_000;

/** The first observer's way to nodes: undici. */
export class UndiciNodes implements NodeClient {
  readonly #pools = new Map<string, Pool>();

  async ask({ host, port }: Address, calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]> {
    const origin = `http://${host}:${port}`;
    const pool = this.#pools.get(origin) ?? new Pool(origin, { connections: 8, bodyTimeout: timeoutMs });
    this.#pools.set(origin, pool);
    try {
      const { body } = await pool.request({
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: batchBody(calls),
        headersTimeout: timeoutMs,
        signal: AbortSignal.timeout(timeoutMs),
      });
      return batchAnswers(calls.length, { error: undefined, text: await body.text() });
    } catch {
      return batchAnswers(calls.length, { error: 'TRANSPORT', text: '' });
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }
}
