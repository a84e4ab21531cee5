import type { Config } from './config.ts';

type Settings = Omit<Config, 'instance' | 'listen' | 'databaseUrl' | 'membersFile' | 'profile'>;

const shared = {
  logLevel: 'info',
  totalNodes: 10,
  keepAliveMs: 50,
  pollMs: 50,
  batchMax: 1000,
  pageMax: 1000,
  queueMax: 20_000,
  statementMs: 1500,
  requestMs: 10_000,
  drainMs: 4000,
  pruneIntervalMs: 1000,
  pruneRetainMs: 5000,
  tokenSeconds: 3600,
} as const;

/**
 * `faithful`: the original's rules and default intervals (facts/domain.md, "Watermarks", "Reader", "Writer").
 * `swift`: each improvement of the design's section 8 as one setting.
 */
export const profiles: Readonly<Record<Config['profile'], Settings>> = {
  faithful: {
    ...shared,
    onlineCheckMs: 5000,
    offlineAfterMs: 8000,
    onlineCheckClock: 'checker',
    lostLeaseCheckMs: null,
    joinUnder: 'serializable',
    writeAs: 'separate',
    clockAheadMs: null,
    notify: false,
    // Throughput-mode batches of the original.
    batchMax: 100,
    pageMax: 100,
    awaitSequencedMs: 20_000,
  },
  swift: {
    ...shared,
    onlineCheckMs: 250,
    offlineAfterMs: 2000,
    onlineCheckClock: 'server',
    lostLeaseCheckMs: 25,
    joinUnder: 'table-lock',
    writeAs: 'one-statement',
    clockAheadMs: 500,
    notify: true,
    awaitSequencedMs: 5000,
  },
};
