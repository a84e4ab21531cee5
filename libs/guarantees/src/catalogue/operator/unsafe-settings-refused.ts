import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * Brought up over topics with which it cannot keep its promise, every node refuses to become ready and names the rule: whoever runs it
 * learns of it then, and not on the day a site is lost. Only a scenario that says so (`expects`) asks for it. Convicts RM-22, RM-23.
 */
const guarantee: Guarantee = {
  id: 'unsafe-settings-refused',
  title: 'What cannot keep its promise does not start',
  text: 'Over topics with which it cannot keep its promise (too few replicas in sync outside a site, another number of partitions than it was set up for) no node becomes ready, and each names the rule that is broken.',
  source: { document: 'facts/rollup.md', heading: 'The counting rule' },
  rules: ['RG-18', 'RG-05'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: [],
  check(context) {
    const rules = context.plan.scenario.expects?.refusal ?? [];
    const witnesses = new Witnesses(context);
    const names = new Set(context.nodes.map(({ name }) => name));
    const ready = new Map<string, number>();
    const words = new Map<string, { readonly said: string; readonly place: number }>();
    const ended = new Set<string>();
    return {
      on: {
        process({ instance, event }) {
          if (event === 'ready' && !ready.has(instance)) ready.set(instance, context.place());
          if (event === 'exited') ended.add(instance);
        },
        note({ about, values }) {
          if (about !== 'node-not-ready') return;
          words.set(String(values['instance']), {
            said: String(values['words']),
            place: context.place(),
          });
        },
      },
      finish() {
        if (rules.length === 0) return witnesses.finding(0, 'topics that have to be refused');
        const wanted = rules.join(' or ');
        // Neither served nor gave up in the time that it states itself: slow, or waiting for something, and not to be told apart.
        const open: string[] = [];
        for (const name of names) {
          const served = ready.get(name);
          const refused = words.get(name);
          const named = refused !== undefined && rules.some((rule) => refused.said.includes(rule));
          if (served !== undefined)
            witnesses.add(
              () => `${name} became ready over topics that it has to refuse by the rule ${wanted}.`,
              [served],
            );
          else if (refused === undefined || (!named && !ended.has(name))) open.push(name);
          else if (!named)
            witnesses.add(
              () =>
                `${name} ended at its start and did not name the rule (${wanted}). It said: ${refused.said.slice(-300)}`,
              [refused.place],
            );
        }
        if (open.length === 0 || witnesses.violations > 0)
          return witnesses.finding(names.size, 'nodes over topics that have to be refused');
        return {
          verdict: 'INCONCLUSIVE',
          checked: names.size - open.length,
          violations: 0,
          witnesses: [],
          reason: `${open.join(', ')} neither became ready nor refused in the time that the manifest states for a start`,
        };
      },
    };
  },
};
export default guarantee;
