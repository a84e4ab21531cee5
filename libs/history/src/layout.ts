/**
 * Files of an output folder. Everything a verdict rests on is in `history/`; the rest explains it.
 * Judging order is the order of `historyFiles`: a checker may rely on sends being read before final reads.
 */
export const layout = {
  plan: 'plan.json',
  environment: 'environment.json',
  /** Sizes, record counts and SHA-256 of every history file; written last. */
  seal: 'seal.json',
  verdict: 'verdict.json',
  report: 'report.html',
  junit: 'junit.xml',
  logs: 'logs',
  history: 'history',
} as const;

/** Names inside `history/`, in judging order. */
export const historyFiles = ['runner', 'load', 'watch', 'first', 'second'] as const;
export type HistoryFile = (typeof historyFiles)[number];
