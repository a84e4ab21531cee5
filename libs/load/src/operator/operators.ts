import type { ClientPlan } from '../client.ts';
import { onlyOperator } from './create-accounts.ts';

/**
 * Who manages what, where a rollup has several operators: the instances of a site belong to one, and an operation concerns the
 * instances of the operator of the site from which it is asked (RG-20).
 */
export class Operators {
  readonly #ids: Readonly<Record<string, number>>;
  readonly #genesis: NonNullable<ClientPlan['genesis']>;

  constructor({ operatorIds = {}, genesis = [] }: Pick<ClientPlan, 'operatorIds' | 'genesis'>) {
    this.#ids = operatorIds;
    this.#genesis = genesis;
  }

  ofSite(site: string): number {
    return this.#ids[site] ?? onlyOperator;
  }

  /** Undefined for an account that was created on the way. */
  ofAccount(account: number): number | undefined {
    return this.#genesis[account]?.operatorId;
  }

  /** Whether what is asked from one site concerns the instances of the other. */
  together(site: string, other: string): boolean {
    return this.ofSite(site) === this.ofSite(other);
  }

  /** Whether the instances of a site manage an account; true where nobody knows. */
  manages(site: string, account: number): boolean {
    const operator = this.ofAccount(account);
    return operator === undefined || operator === this.ofSite(site);
  }
}
