import { streams as streamsOf } from '../evidence/streams.ts';
import { faultTrials } from '../evidence/fault-trials.ts';
import type { Guarantee } from '../guarantee.ts';
import { Witnesses } from '../witnesses.ts';

/** After everything is healed each node lets each member read its history to the end. If only one of the two observers could, that is the observers' affair (validity). */
const guarantee: Guarantee = {
  id: 'every-node-serves-final-history',
  title: 'In the end every node serves the whole history',
  text: 'After all faults are healed every node lets every enabled member read its whole history, up to a message sent last of all.',
  source: { document: 'facts/domain.md', heading: 'Subscription' },
  rules: ['DG-14', 'DG-08'],
  level: 'MUST',
  kind: 'liveness',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'restart-storm', 'database-failover', 'site-dark'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const streams = context.evidence(streamsOf);
    const witnesses = new Witnesses(context);
    let final = 0;
    let ended = false;
    let subjectReady = true;
    return {
      on: {
        phase(record) {
          if (record.phase === 'final') final = context.place();
          if (record.phase === 'end') ended = true;
        },
        note(record) {
          if (record.about === 'subject-not-ready') subjectReady = false;
        },
      },
      finish() {
        let checked = 0;
        // What was not healed may be what keeps it from being read.
        if (final !== 0 && ended && subjectReady && !trials.unhealed()) {
          context.members.forEach((member, index) => {
            if (!member.enabled || member.name === probeMember) return;
            for (const { name } of context.nodes) {
              checked += 1;
              const found = streams.readings.filter(
                (reading) => reading.member === index && reading.instance === name,
              );
              if (found.some((reading) => reading.complete)) continue;
              witnesses.add(
                () =>
                  `${name} did not let ${member.name} read its history to the end, although all faults were healed: ${found.length === 0 ? 'no subscription could be opened' : 'both observers tried and came no further'}.`,
                [final, ...found.map((reading) => reading.place)],
              );
            }
          });
        }
        return witnesses.finding(checked, 'final histories (member and node)');
      },
    };
  },
};
export default guarantee;

/** The member that only probes: its streams are not part of the history. */
const probeMember = 'probe';
