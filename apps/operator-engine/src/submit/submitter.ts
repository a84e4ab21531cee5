import { keccak256, Wallet } from 'ethers';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { type ChainRpc, RpcError } from '../chain/rpc.ts';
import { encodeSubmitBatch, revertName, type SubmitBatch } from '../chain/rollup-contract.ts';
import { type Fee, gasBound, nextFee } from './gas.ts';
import { refusalOf } from './refusal-of.ts';

/** Where transactions go, and as whom. */
export interface SubmitterConfig {
  readonly chainId: number;
  readonly contract: Hex;
  /** `0x…`, never logged. */
  readonly privateKey: string;
  /** `gas_limit_batch`: no transaction is given more. */
  readonly gasLimitMax: number;
}

/** A transaction under way. It is known by its hash before it is sent, so a lost answer loses nothing. */
export interface SentTransaction {
  readonly hash: Hex;
  readonly raw: string;
  readonly nonce: number;
  readonly fee: Fee;
}

/** The contract, or the chain, will not take it: nothing was sent. */
export class SubmissionRefused extends Error {
  /** Name of the contract's error (`StaleParent`, …) or what the node said. */
  readonly reason: string;
  constructor(reason: string) {
    super(`the contract refuses the batch: ${reason}`);
    this.name = 'SubmissionRefused';
    this.reason = reason;
  }
}

/** Sends batches as signed transactions, one at a time. */
export interface Submitter {
  readonly address: Hex;
  /** What the contract would say to it now, at no cost. @throws SubmissionRefused with the name of its error */
  readonly tryOut: (batch: SubmitBatch) => Promise<void>;
  /** Signs and sends a batch, in place of whatever of this submitter waits in a pool. @throws SubmissionRefused when it lacks funds */
  readonly send: (batch: SubmitBatch, baseFeePerGas: bigint) => Promise<SentTransaction>;
  /** Sends the same bytes again. `outdated`: its nonce has been used by another transaction, it can never be mined. */
  readonly resend: (sent: SentTransaction) => Promise<'sent' | 'outdated'>;
  /** Whether a node has it; and what came of it once it is mined. */
  readonly lookUp: (hash: Hex) => Promise<TransactionState>;
}

/** A transaction as a node sees it. */
export interface TransactionState {
  readonly known: boolean;
  /** Once mined. */
  readonly mined?: { readonly blockNumber: number; readonly reverted: boolean; readonly gasUsed: number };
}

/** Replacements that a node may refuse as underpriced before the engine looks around again. */
const outbidsMax = 12;

/**
 * The nonce is always the number of transactions mined for this submitter: at most one is under way, so what waits in a
 * pool under that nonce is an older one of its own, to be outbid; there are no gaps, whatever was lost, dropped
 * or undone by a reorg.
 */
export function createSubmitter(config: SubmitterConfig, rpc: ChainRpc): Submitter {
  const wallet = new Wallet(config.privateKey);
  const address = wallet.address.toLowerCase() as Hex;
  let last: SentTransaction | undefined;

  const call = (input: Hex, gas: number): object => ({
    from: address,
    to: config.contract,
    data: input,
    gas: `0x${gas.toString(16)}`,
  });

  const limitOf = (batch: SubmitBatch, input: Hex): number => {
    const gas = gasBound(input, batch.withdrawals.length);
    if (gas > config.gasLimitMax)
      throw new SubmissionRefused(`needs up to ${gas} gas, above gas_limit_batch`);
    return gas;
  };

  const push = async (raw: string): Promise<ReturnType<typeof refusalOf> | undefined> => {
    try {
      await rpc.call('eth_sendRawTransaction', [raw]);
      return undefined;
    } catch (error) {
      if (!(error instanceof RpcError)) return undefined; // Sent or not: the chain will tell, by its hash.
      const refusal = refusalOf(error.message);
      if (refusal === 'funds') throw new SubmissionRefused('the submitter lacks funds for gas');
      return refusal;
    }
  };

  return {
    address,
    tryOut: async (batch) => {
      const input = encodeSubmitBatch(batch);
      try {
        await rpc.call('eth_call', [call(input, limitOf(batch, input)), 'latest']);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        throw new SubmissionRefused(revertName(error.data) ?? error.message);
      }
    },
    send: async (batch, baseFeePerGas) => {
      const input = encodeSubmitBatch(batch);
      const gasLimit = limitOf(batch, input);
      for (let outbids = 0; ; outbids += 1) {
        const count = await rpc.call<string>('eth_getTransactionCount', [address, 'latest']);
        const nonce = Number(count);
        const fee = nextFee(baseFeePerGas, last?.nonce === nonce ? last.fee : undefined);
        const raw = await wallet.signTransaction({
          type: 2,
          chainId: config.chainId,
          to: config.contract,
          data: input,
          gasLimit,
          nonce,
          ...fee,
        });
        last = { hash: keccak256(raw) as Hex, raw, nonce, fee };
        const refusal = await push(raw);
        if ((refusal === 'underpriced' || refusal === 'nonce-used') && outbids < outbidsMax) continue;
        return last;
      }
    },
    resend: async ({ raw }) => ((await push(raw)) === 'nonce-used' ? 'outdated' : 'sent'),
    lookUp: async (hash) => {
      const receipt = await rpc.call<{ status: string; blockNumber: string; gasUsed: string } | null>(
        'eth_getTransactionReceipt',
        [hash],
      );
      if (receipt)
        return {
          known: true,
          mined: {
            blockNumber: Number(receipt.blockNumber),
            reverted: Number(receipt.status) === 0,
            gasUsed: Number(receipt.gasUsed),
          },
        };
      return { known: (await rpc.call<object | null>('eth_getTransactionByHash', [hash])) !== null };
    },
  };
}
