import type { Config } from './config.ts';
import { RefusedConfiguration } from './refused-configuration.ts';

/** 32 lock slots, as in the original (facts/domain.md, "N and the index"). */
export const totalNodesMax = 32;

/** A node may miss this many keep-alives before others may take it for dead. */
const missedKeepAlives = 5;

/**
 * Refuses, by name, settings that fit the schema but cannot keep the promises.
 *
 * @throws RefusedConfiguration
 */
export function refuseUnsafe(config: Config): void {
  const refuse = (setting: keyof Config, why: string): never => {
    throw new RefusedConfiguration(`${setting} ${String(config[setting])}`, why);
  };
  if (config.totalNodes > totalNodesMax)
    refuse('totalNodes', `is above ${totalNodesMax}, the number of index locks`);
  if (config.offlineAfterMs < config.keepAliveMs * missedKeepAlives)
    refuse('offlineAfterMs', `is below ${missedKeepAlives} keep-alives: live nodes would be marked offline`);
  if (config.lostLeaseCheckMs !== null && config.lostLeaseCheckMs > config.offlineAfterMs)
    refuse('lostLeaseCheckMs', 'is above offlineAfterMs, so it would never find anything first');
  if (config.clockAheadMs !== null && config.clockAheadMs >= config.offlineAfterMs)
    refuse('clockAheadMs', 'is not below offlineAfterMs: one fast clock could knock all others offline');
  if (config.awaitSequencedMs <= config.keepAliveMs + config.pollMs)
    refuse('awaitSequencedMs', 'is shorter than a send takes to become visible');
  if (config.statementMs >= config.offlineAfterMs)
    refuse('statementMs', 'is not below offlineAfterMs: a hanging statement would outlive the lease');
}

/** What the server is asked at every start of a writer. */
export const serverSettingsSql = `select current_setting('synchronous_commit') as commit_mode,
  current_setting('server_version_num')::int as version, pg_is_in_recovery() as standby,
  current_setting('fsync') as fsync`;

export interface ServerSettings {
  readonly commit_mode: string;
  readonly version: number;
  readonly standby: boolean;
  readonly fsync: string;
}

/**
 * Refuses a server that would acknowledge a commit before it is durable (facts/domain.md, "What counts").
 *
 * @throws RefusedConfiguration
 */
export function refuseUnsafeServer(settings: ServerSettings): void {
  if (settings.version < 170_000)
    throw new RefusedConfiguration('PostgreSQL', 'is older than 17: transaction_timeout is needed');
  if (!['on', 'remote_apply', 'remote_write'].includes(settings.commit_mode))
    throw new RefusedConfiguration(
      `synchronous_commit ${settings.commit_mode}`,
      'of the database acknowledges what a crash can lose; set it to on',
    );
}
