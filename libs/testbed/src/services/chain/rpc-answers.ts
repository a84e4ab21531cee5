import type { Address } from '../../testbed.ts';
import { post } from './rpc.ts';

/** Whether the chain answers at an address within that time, on a connection of its own. */
export async function rpcAnswers({ host, port }: Address, withinMs: number): Promise<boolean> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] });
  try {
    return (await post(`http://${host}:${port}`, body, { withinMs })).includes('"result"');
  } catch {
    return false;
  }
}
