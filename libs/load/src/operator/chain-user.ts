import { Contract, JsonRpcProvider, Wallet } from 'ethers';
import type { HistoryWriter } from '@plimsoll/history/writer';
import { contractAbi, nativeToken } from '@plimsoll/interface/operator/contract-abi';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { ClientPlan } from '../client.ts';
import type { RunClock } from '../run-clock.ts';
import { chainOf } from './rollup-of.ts';

/** Few: each costs a transaction of its own. Every third turn takes out what is owed. */
const periodMs = 2000;
const withdrawEvery = 3;
const timeoutMs = 10_000;

/** What was asked of the contract, or why it could not be. */
type Asked = Readonly<Record<string, unknown>>;

/**
 * A user of the contract, at an address of its own: deposits for one account after the other, each an order that the account may
 * redeem (RG-13), and takes out what accounts transfer to that address. What the contract did is read from its events;
 * here only what was asked is noted.
 */
export class ChainUser {
  readonly #wallet: Wallet;
  readonly #contract: Contract;
  readonly #provider: JsonRpcProvider;
  readonly #writer: HistoryWriter;
  readonly #clock: RunClock;
  #timer: NodeJS.Timeout | undefined;
  #turn = 0;
  #busy = false;

  constructor(plan: ClientPlan, writer: HistoryWriter, clock: RunClock) {
    const { url, chainId, contract, key } = chainOf(plan);
    this.#provider = new JsonRpcProvider(url, chainId, { staticNetwork: true });
    this.#wallet = new Wallet(key, this.#provider);
    this.#contract = new Contract(contract, contractAbi, this.#wallet);
    this.#writer = writer;
    this.#clock = clock;
  }

  /** Where outbound transfers may go that are then taken out. */
  get address(): Hex {
    return this.#wallet.address.toLowerCase() as Hex;
  }

  begin(accounts: readonly number[]): void {
    this.#timer = setInterval(() => {
      if (this.#busy) return;
      this.#busy = true;
      this.#turn += 1;
      const work =
        this.#turn % withdrawEvery === 0
          ? this.#withdraw()
          : this.#deposit(accounts[this.#turn % accounts.length] ?? 0);
      void this.#noted(work).finally(() => {
        this.#busy = false;
      });
    }, periodMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#provider.destroy();
  }

  async #deposit(account: number): Promise<Asked> {
    const amount = 1000 + this.#turn;
    const { hash } = await this.#contract
      .getFunction('deposit')
      .send(account, nativeToken, amount, { value: amount });
    return { about: 'deposit', account, amount, transactionHash: hash };
  }

  async #withdraw(): Promise<Asked | undefined> {
    const owed: unknown = await this.#contract
      .getFunction('owed')
      .staticCall(this.#wallet.address, nativeToken);
    if (owed === 0n) return undefined;
    const { hash } = await this.#contract.getFunction('withdraw').send(nativeToken);
    return { about: 'withdraw', amount: String(owed), transactionHash: hash };
  }

  async #noted(work: Promise<Asked | undefined>): Promise<void> {
    const { promise: overdue, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('time-out')), timeoutMs);
    let values: Asked | undefined;
    try {
      values = await Promise.race([work, overdue]);
    } catch (error) {
      values = { failed: error instanceof Error ? error.message.slice(0, 200) : String(error) };
    } finally {
      clearTimeout(timer);
    }
    if (values === undefined) return;
    this.#writer.write({ kind: 'note', atMicros: this.#clock(), client: 'load', about: 'contract', values });
  }
}
