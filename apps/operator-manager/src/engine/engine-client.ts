import { Pool } from 'undici';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { HealthBody } from '@plimsoll/interface/health/health';
import type { Config } from '../config/config.ts';
import type { KnownOperation } from '../intake/known-operation.ts';

/** The manager's side of the seam to its engine: HTTP with JSON between the two api ports. */
export interface EngineClient {
  /** Registers operations that are accepted: there is always room for them; idempotent by hash. */
  readonly register: (operations: readonly Registered[]) => Promise<void>;
  readonly health: () => Promise<HealthBody>;
  /** Undefined while the engine has none, waiting for its chain. */
  readonly status: () => Promise<EngineStatus | undefined>;
  /** A read; undefined where the engine answers that there is none. */
  readonly read: <Body>(path: string) => Promise<Body | undefined>;
  readonly close: () => Promise<void>;
}

/** What the engine is given of an operation. */
export type Registered = Pick<KnownOperation, 'hash' | 'method' | 'paramsText' | 'verified'>;

/** What the manager looks at of the engine's status. */
export interface EngineStatus {
  /** Operations that are not settled yet. */
  readonly pendingCount: number;
  /** Id of the rollup whose operations it takes; an engine of another kind may not say. */
  readonly rollup?: Hex;
}

/** A recent account as the engine knows it, on top of final state. */
export interface RecentAccount {
  readonly id: number;
  readonly nonce: number;
  readonly redemptionIndex: number;
}

/** An account of the final state with its proof. */
export interface AccountState extends RecentAccount {
  readonly publicKey: Hex;
  readonly balances: Readonly<Record<string, number | string>>;
  readonly rootHash: Hex;
  readonly merkleProof: readonly Hex[];
}

/** An order of the final state with its proof. */
export interface EngineOrder {
  readonly from: number;
  readonly to: number;
  readonly tokenId: number;
  readonly amount: number | string;
  readonly merkleProof: readonly Hex[];
}

/** Connects lazily; every call has a bound. */
export function openEngineClient({ engine }: Config): EngineClient {
  const pool = new Pool(engine.uri, {
    connections: engine.connections,
    connect: { timeout: 500 },
    headersTimeout: engine.timeoutMs,
    bodyTimeout: engine.timeoutMs,
    keepAliveTimeout: 4000,
  });
  const signal = (): AbortSignal => AbortSignal.timeout(engine.timeoutMs);
  return {
    register: async (operations) => {
      const parts = operations.map(
        ({ hash, method, paramsText, verified = false }) =>
          `{"hash":"${hash}","method":"${method}","verified":${verified},"params":${paramsText}}`,
      );
      const reply = await pool.request({
        path: '/operations',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"owed":true,"operations":[${parts.join(',')}]}`,
        signal: signal(),
      });
      await reply.body.dump();
      if (reply.statusCode !== 200) throw new Error(`the engine answered ${reply.statusCode}`);
    },
    health: async () => {
      const reply = await pool.request({ path: '/health', method: 'GET', signal: signal() });
      return (await reply.body.json()) as HealthBody;
    },
    status: async () => {
      const reply = await pool.request({ path: '/status', method: 'GET', signal: signal() });
      if (reply.statusCode === 200) return (await reply.body.json()) as EngineStatus;
      await reply.body.dump();
      return undefined;
    },
    read: async <Body>(path: string) => {
      const reply = await pool.request({ path, method: 'GET', signal: signal() });
      if (reply.statusCode === 200) return (await reply.body.json()) as Body;
      await reply.body.dump();
      if (reply.statusCode === 404) return undefined;
      throw new Error(`the engine answered ${reply.statusCode}`);
    },
    close: () => pool.destroy(),
  };
}
