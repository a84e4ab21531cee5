import type { Logger } from 'pino';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { HealthBody } from '@plimsoll/interface/health/health';
import type { Config } from '../config/config.ts';
import type { Ask } from '../database/open-database.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import type { Intake } from '../intake/intake.ts';
import type { ManagerMetrics } from '../metrics/metrics.ts';
import type { ManagerParts } from '../parts.ts';
import type { AccountBook } from '../store/account-book.ts';

/** What a call may use. */
export interface ManagerServices {
  readonly config: Config;
  readonly parts: ManagerParts;
  readonly log: Logger;
  readonly metrics: ManagerMetrics;
  readonly rollup: Hex;
  readonly accounts: AccountBook;
  readonly intake: Intake;
  readonly engine: EngineClient;
  /** Reads of the own database; throws a Refusal when it does not answer. */
  readonly ask: Ask;
  readonly health: () => HealthBody;
  /** False once something ended that only a restart can bring back. */
  readonly live: () => boolean;
}
