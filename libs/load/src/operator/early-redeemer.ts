import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import type { Route } from '../routes.ts';
import { type LookUp, lookUpEnd } from './look-up-end.ts';
import type { Registration } from './registrar.ts';
import type { User } from './user.ts';
import { type SignedWish, signWish } from './wanted-operation.ts';

export interface EarlyRedeemerOptions extends LookUp {
  /** An account of its own: nobody else asks for anything in its name. */
  readonly user: User;
  readonly rollup: Hex;
  readonly from: { readonly site: string; readonly all: readonly Route[] };
  /** Has an operation of the account registered, and tells how that ended. */
  readonly register: (wish: SignedWish, done: (registration: Registration) => void) => void;
  /** A round begins so often at most, microseconds. */
  readonly periodMicros: number;
}

const inFlightMax = 8;

/**
 * An account that cannot wait: it makes an order to itself, looks whether it is in a batch yet, and redeems it as soon as its index is
 * known, while the batch can still be undone (RC-26). A sound operator keeps the redemption until the order is final, then executes it; or
 * rejects it where a reorganisation gave the index away. One round after the other.
 */
export class EarlyRedeemer {
  readonly #options: EarlyRedeemerOptions;
  #phase: 'idle' | 'asking' | 'made' | 'redeemed' = 'idle';
  #beganMicros = -Infinity;
  #round = 0;
  #looking = false;
  #number = 0;
  #way = 0;

  constructor(options: EarlyRedeemerOptions) {
    this.#options = options;
  }

  /** To be called often: begins a round, or looks what became of it. */
  act(): void {
    const { user, clock, periodMicros } = this.#options;
    if (this.#phase === 'asking') return;
    if (user.open.length > 0) return this.#look();
    if (clock() - this.#beganMicros < periodMicros) return;
    this.#beganMicros = clock();
    this.#round += 1;
    this.#ask(
      {
        kind: 'create-order',
        from: user.account,
        to: user.account,
        tokenId: 0,
        amount: BigInt(this.#round),
        nonce: user.nonce + 1,
        blindingFactor: this.#factor(),
        encryptedMoneyOrder: '0x00',
        randomizationFactor: '0x00',
      },
      'made',
    );
  }

  /** What says most: its newest operation, or the oldest where something was rejected. */
  #look(): void {
    const { user, caller, from } = this.#options;
    const facts = (user.confused ? user.open[0] : user.open.at(-1))?.facts;
    const route = from.all[this.#way++ % from.all.length];
    if (facts === undefined || route === undefined || this.#looking) return;
    if (caller.inFlight(route.address) >= inFlightMax) return;
    this.#looking = true;
    lookUpEnd(this.#options, facts, { site: from.site, route }, this.#number++, (said) => {
      this.#looking = false;
      if (said === undefined) return;
      if (said.status === 'EXECUTED' || said.status === 'REJECTED') user.ended(facts, said.status);
      else if (this.#phase === 'made' && said.index !== undefined) this.#redeem(said.index);
      if (user.open.length === 0) this.#phase = 'idle';
    });
  }

  #redeem(index: number): void {
    const { user } = this.#options;
    this.#ask(
      {
        kind: 'redeem-order',
        from: user.account,
        to: user.account,
        tokenId: 0,
        amount: BigInt(this.#round),
        nonce: user.nonce + 1,
        index,
        blindingFactor: this.#factor(),
        encryptedMoneyOrderRedeem: '0x00',
        randomizationFactor: '0x00',
      },
      'redeemed',
    );
  }

  #ask(operation: Operation, then: 'made' | 'redeemed'): void {
    const { rollup, user, register, clock } = this.#options;
    this.#phase = 'asking';
    // Of a redemption both ends are right: that it comes too early for one is what is looked at (redeemed-when-final).
    const expected = then === 'made' ? 'executed' : 'either';
    const wish = signWish(rollup, user.key, operation, { expected, purpose: 'poke' });
    register(wish, ({ how, record }) => {
      this.#phase = how === 'registered' ? then : 'idle';
      if (how === 'registered') user.registered(record, clock());
    });
  }

  #factor(): Hex {
    return `0x${this.#round.toString(16).padStart(64, '0')}`;
  }
}
