import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-40: ready, whatever has become of its place as a writer. Breaks DG-20. */
await startFromCommandLine({
  ...referenceParts,
  judgeHealth: (facts, bounds) =>
    facts.phase === 'starting'
      ? referenceParts.judgeHealth(facts, bounds)
      : referenceParts.judgeHealth({ ...facts, phase: 'online', ownRowOnline: true, savedAgeMs: 0 }, bounds),
});
