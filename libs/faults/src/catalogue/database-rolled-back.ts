import { acknowledgedSends } from '../acknowledged-sends.ts';
import { observed } from '../observed.ts';
import type { Fault, FaultContext } from '../fault.ts';
import { ask } from '../probes/sql.ts';
import { writeRowMarkers } from '../probes/row-markers.ts';
import { postgresOf, postgresTargets } from '../targets/postgres.ts';
import { watched } from '../watched.ts';

/** The data directory put back to an earlier copy: what was committed in between is lost. */
export default watched({
  name: 'database-rolled-back',
  title: 'Database rolled back',
  text:
    "The server's data directory is copied; once `acknowledgedSends` more sends were acknowledged it is stopped, the " +
    'copy put back and started. What was acknowledged in between is lost, and no sequencer can help it: a harness ' +
    'that does not see the loss is blind.',
  class: 'store',
  mode: 'data directory put back to an earlier copy',
  source: 'design 5, "Killing a process does not test fsync"; issue, section 5',
  parameters: { holdMs: 1_000, acknowledgedSends: 50, withinMs: 15_000 },
  mustBreak: ['no-acknowledged-send-lost'],
  // All that a reader had been shown and that is no more, and all that is handed out a second time.
  mayBreak: [
    'acknowledged-is-visible',
    'acknowledgements-rise',
    'all-recipients-or-none',
    'at-most-once-after-expiry',
    'later-than-seen',
    'links-without-gap',
    'no-late-insert',
    'no-retraction',
    'one-ending',
    'proofs-rise',
    'pruned-safely',
    'receipt-to-sender',
    'resuming-is-inclusive',
    'same-history',
    'time-is-below-later-sends',
    'timestamps-ascend',
    'timestamps-unique',
  ],
  targets: rollBackTargets,
  before: ({ testbed }) => writeRowMarkers(() => postgresOf(testbed).probeUrl),
  async inject(context, _target, { acknowledgedSends: sends, withinMs }) {
    const postgres = postgresOf(context.testbed);
    const copy = await postgres.snapshot();
    await acknowledgedSends(context, Number(sends), Number(withinMs));
    await postgres.rollBack(copy);
  },
  bit: (_context, _target, _parameters, before) => before.missing(),
  async heal({ testbed }) {
    const { primary } = postgresOf(testbed);
    if (primary.state !== 'running') await primary.start();
  },
  healed: ({ testbed, signal }) =>
    observed(5_000, signal, async () => {
      await ask(postgresOf(testbed).probeUrl, 'select 1');
      return { seen: true, words: 'the server answers, from the earlier copy' };
    }),
});

function rollBackTargets(testbed: FaultContext['testbed']): ReturnType<Fault['targets']> {
  if (testbed.postgres !== undefined && testbed.postgres.mode !== 'single') {
    return { notAvailable: 'the database has a standby, which would have to be rolled back with it' };
  }
  return postgresTargets(testbed);
}
