import type { HistoryRecord } from '@plimsoll/history/record';
import { expect, test } from 'vitest';
import { OperatorStory } from '../../operator-story.fixture.ts';
import { examine, type Told } from '../../story.fixture.ts';
import guarantee from './unsafe-settings-refused.ts';

const rule = 'MIN_ISR_NOT_ABOVE_LARGEST_SITE';

/** A start with these records, over topics that have to be refused by the rule unless they are sound. */
function started(records: readonly HistoryRecord[], sound = false): Told {
  const story = new OperatorStory();
  for (const record of records) story.tell('runner', 100, record);
  const { plan } = story;
  const scenario = sound ? plan.scenario : { ...plan.scenario, expects: { refusal: [rule] } };
  return { plan: { ...plan, scenario }, records: (alter) => story.records(alter) };
}

const refused = (instance: string, words = `refused: ${rule}`): HistoryRecord => ({
  kind: 'note',
  atMicros: 1e5,
  client: 'runner',
  about: 'node-not-ready',
  values: { instance, words },
});
const process = (event: 'ready' | 'exited', instance: string): HistoryRecord => ({
  kind: 'process',
  atMicros: 1e5,
  instance,
  site: instance.slice(0, 1),
  event,
});
const ready = (instance: string): HistoryRecord => process('ready', instance);
const exited = (instance: string): HistoryRecord => process('exited', instance);

test('every node refuses and names the rule, alone or among others', () => {
  const finding = examine(
    guarantee,
    started([refused('a-1'), refused('b-1', `refused: OTHER, ${rule}`), ready('prover-a-1')]),
  );
  expect(finding).toMatchObject({ verdict: 'PASS', checked: 2 });
});

test('one that serves all the same, at once or after it refused', () => {
  expect(examine(guarantee, started([refused('a-1'), ready('b-1')])).witnesses[0]?.prose).toBe(
    `b-1 became ready over topics that it has to refuse by the rule ${rule}.`,
  );
  expect(examine(guarantee, started([refused('a-1'), refused('b-1'), ready('b-1')])).verdict).toBe('FAIL');
});

test('one that ends and does not say why; one that is only slow convicts nobody', () => {
  const words = 'b-1 was not ready within 60000 ms';
  const mute = examine(guarantee, started([refused('a-1'), refused('b-1', words), exited('b-1')]));
  expect(mute.verdict).toBe('FAIL');
  expect(mute.witnesses[0]?.prose).toContain('did not name the rule');
  expect(examine(guarantee, started([refused('a-1'), refused('b-1', words)])).verdict).toBe('INCONCLUSIVE');
  expect(examine(guarantee, started([refused('a-1')])).verdict).toBe('INCONCLUSIVE');
});

test('over sound topics nothing is asked for', () => {
  expect(examine(guarantee, started([ready('a-1'), ready('b-1')], true)).verdict).toBe('NOT_TESTED');
});
