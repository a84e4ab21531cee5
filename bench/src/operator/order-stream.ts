import { createPrivateKey, type KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { HttpCaller } from '@plimsoll/load/http-caller';
import { classifyRpc, rpcRequest } from '@plimsoll/load/operator/rpc-call';
import { signWish } from '@plimsoll/load/operator/wanted-operation';
import { runClock } from '@plimsoll/load/run-clock';
import type { Address } from '@plimsoll/testbed/testbed';

/** An answer to one attempt. */
export interface Answered {
  readonly outcome: 'ok' | 'fail' | 'info';
  readonly code: string | undefined;
  /** By `performance.now()`. */
  readonly doneAtMs: number;
}

/** Money orders of 1 wei of several accounts, sent one after another to each account's endpoint. */
export class OrderStream {
  readonly #caller: HttpCaller;
  readonly #rollup: Hex;
  readonly #keys: readonly KeyObject[];
  readonly #nonces: number[];
  /** Accounts that wait for an answer, and what was asked for without success, by account. */
  readonly #busy = new Set<number>();
  readonly #again = new Map<number, string>();
  #turn = 0;

  /** @param timeoutMs for one attempt */
  constructor(rollup: Hex, keys: readonly string[], timeoutMs: number) {
    this.#caller = new HttpCaller(runClock(String(process.hrtime.bigint())), { connections: 64, timeoutMs });
    this.#rollup = rollup;
    this.#keys = keys.map((pem) => createPrivateKey(pem));
    this.#nonces = keys.map(() => 0);
  }

  /** An order of the next account that waits for no answer, tried once; one that was not accepted is what its account asks for again. */
  async once(to: Address): Promise<Answered> {
    const account = this.#keys.findIndex(
      (_, index) => !this.#busy.has((this.#turn + index) % this.#keys.length),
    );
    if (account < 0) return { outcome: 'fail', code: 'ALL_ACCOUNTS_WAIT', doneAtMs: performance.now() };
    const asker = (this.#turn + account) % this.#keys.length;
    this.#turn = asker + 1;
    const body = this.#again.get(asker) ?? this.#sign(asker);
    this.#again.set(asker, body);
    this.#busy.add(asker);
    const answered = await this.#ask(to, body);
    this.#busy.delete(asker);
    if (answered.outcome === 'ok') this.#again.delete(asker);
    return answered;
  }

  /**
   * Orders at a steady rate, whatever became of those before: account n asks endpoint n mod their number, and asks again for what is not
   * answered with acceptance.
   *
   * @throws when one is not accepted after several attempts
   */
  async steady(to: readonly Address[], count: number, perSecond: number): Promise<void> {
    const from = performance.now();
    const asked: Promise<void>[] = [];
    for (let number = 0; number < count; number += 1) {
      await sleep(Math.max(0, from + (number * 1000) / perSecond - performance.now()));
      const account = this.#turn++ % this.#keys.length;
      const address = to[account % to.length];
      if (address === undefined) throw new RangeError('orders without an endpoint');
      asked.push(this.#accepted(address, this.#sign(account)));
    }
    await Promise.all(asked);
  }

  close(): void {
    this.#caller.close();
  }

  async #accepted(to: Address, body: string): Promise<void> {
    let last: Answered | undefined;
    for (let attempt = 0; attempt < 10; attempt += 1) {
      last = await this.#ask(to, body);
      if (last.outcome === 'ok') return;
      await sleep(300);
    }
    throw new Error(`an order was not accepted: ${last?.code ?? 'no code'}`);
  }

  #ask(to: Address, body: string): Promise<Answered> {
    return new Promise((done) => {
      this.#caller.call(to, rpcRequest(body), (reply) => {
        const { outcome, code } = classifyRpc(reply);
        done({ outcome, code, doneAtMs: performance.now() });
      });
    });
  }

  /** The next order of an account. */
  #sign(account: number): string {
    const nonce = (this.#nonces[account] = (this.#nonces[account] ?? 0) + 1);
    const operation: Operation = {
      kind: 'create-order',
      from: account,
      to: (account + 1) % this.#keys.length,
      tokenId: 0,
      amount: 1n,
      nonce,
      blindingFactor: `0x${'00'.repeat(32)}`,
      encryptedMoneyOrder: '0x00',
      randomizationFactor: '0x00',
    };
    const key = this.#keys[account];
    if (!key) throw new RangeError('an order without an account');
    return signWish(this.#rollup, key, operation, { expected: 'executed', purpose: 'load' }).body;
  }
}
