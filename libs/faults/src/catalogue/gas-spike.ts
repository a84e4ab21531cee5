import type { Fault, Observation } from '../fault.ts';
import { observed } from '../observed.ts';
import { readChain } from '../probes/rpc.ts';
import { chainOf, chainTargets } from '../targets/chain.ts';

const GWEI = 1_000_000_000;

/** The price of a transaction rises above what was offered. */
const gasSpike: Fault = {
  name: 'gas-spike',
  title: 'Gas price spike',
  text:
    'From one block to the next a transaction costs at least `baseFeeGwei` a unit of gas. What was offered for less waits ' +
    'in the pool, and nothing says so; what is sent afresh at the new price is mined. Whoever does not offer more ' +
    'for what waits is stuck behind it until the price falls.',
  class: 'chain',
  mode: 'base fee above what was offered',
  source: 'facts/rollup.md RC-27, RH-26',
  parameters: { holdMs: 6_000, baseFeeGwei: 500 },
  targets: chainTargets,
  inject: ({ testbed }, _target, { baseFeeGwei }) =>
    chainOf(testbed).setBaseFee(BigInt(Number(baseFeeGwei) * GWEI)),
  bit: ({ testbed, signal }, _target, { baseFeeGwei }) =>
    observed(10_000, signal, () => feeIs(chainOf(testbed).probeUrl, (gwei) => gwei >= Number(baseFeeGwei))),
  heal: ({ testbed }) => chainOf(testbed).setBaseFee(undefined),
  healed: ({ testbed, signal }, _target, { baseFeeGwei }) =>
    observed(10_000, signal, () =>
      feeIs(chainOf(testbed).probeUrl, (gwei) => gwei < Number(baseFeeGwei) / 2),
    ),
};
export default gasSpike;

/** Whether the latest block asks for such a base fee. */
async function feeIs(url: string, expected: (gwei: number) => boolean): Promise<Observation> {
  const block = (await readChain(url, 'eth_getBlockByNumber', 'latest', false)) as {
    readonly number: string;
    readonly baseFeePerGas: string;
  };
  const gwei = Number(block.baseFeePerGas) / GWEI;
  return { seen: expected(gwei), words: `block ${Number(block.number)} asks for ${gwei.toFixed(3)} gwei` };
}
