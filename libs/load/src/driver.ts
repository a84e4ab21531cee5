import type { Scenario } from '@plimsoll/history/scenario';
import type { GenesisAccount } from '@plimsoll/interface/operator/accounts';
import type { ClientPlan, LoadHandle, TestMember, WatchHandle } from './client.ts';

/** Whom the load acts as, made when a run is prepared: fresh keys, never stored. */
export interface Identities {
  readonly members: readonly TestMember[];
  /** What the members own before anything happens, where the system has accounts: account n is member n. */
  readonly genesis?: readonly GenesisAccount[];
}

/** What a run needs of identities. */
export interface AskedIdentities {
  readonly load: Scenario['load'];
  /** Sites of all nodes and gateways: each of them is probed. */
  readonly endpoints: readonly string[];
  readonly sites: readonly string[];
  /** Operator of the instances in a site, where there are several; 1 where nothing is said. */
  readonly operatorIds?: Readonly<Record<string, number>>;
}

/** The clients of a run while they run. */
export interface RunningClients {
  readonly load: LoadHandle;
  readonly watch: WatchHandle;
}

/**
 * Everything that a run needs to know of a system: who acts, what load and watch do, when all is said, and how it is read at
 * the end. One for each system of the interface; the runner knows none of them by name (design, "A system is one folder").
 */
export interface Driver {
  createIdentities(asked: AskedIdentities): Identities;
  startLoad(plan: ClientPlan): Promise<LoadHandle>;
  startWatch(plan: ClientPlan): Promise<WatchHandle>;
  /**
   * Ends the load and waits until what it asked for has come to its end everywhere, or `withinMs` have passed. Returns what is
   * noted as the run's `sentinel`.
   */
  settle(
    clients: RunningClients,
    plan: ClientPlan,
    withinMs: number,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Reads the final state by one of the two unrelated clients, into the history file of its name. */
  readFinal(plan: ClientPlan, observer: 'first' | 'second'): Promise<unknown>;
}
