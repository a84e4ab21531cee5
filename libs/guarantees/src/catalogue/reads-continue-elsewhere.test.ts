import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './reads-continue-elsewhere.ts';

/** A fault on a-1 from 1 to 3 s; claimed are 300 ms after a kill, 600 ms otherwise. */
const beside = (fault: string, down: readonly [number, number], touches = ['a-1']) =>
  examine(
    guarantee,
    new Story({ trials: [{ fault, class: fault.startsWith('clock') ? 'clock' : 'process' }], endMs: 6000 })
      .fault(0, 1000, 3000, touches)
      .probes('read', 'a-1', [1000, 3000])
      .probes('read', 'b-1', down),
  ).verdict;

test('the other one goes on after a moment', () => expect(beside('kill', [1000, 1250])).toBe('PASS'));
test('longer than the take-over claimed', () => expect(beside('kill', [1000, 1600])).toBe('FAIL'));
test('a lost host may take longer', () => expect(beside('pause-long', [1000, 1600])).toBe('PASS'));
test('but not for ever', () => expect(beside('pause-long', [1000, 3000])).toBe('FAIL'));
test('a storm of faults has no single bound', () => {
  expect(beside('restart-storm', [1000, 3000])).toBe('NOT_TESTED');
});
test('a fault that spares nobody says nothing', () => {
  expect(beside('kill', [1000, 3000], ['a-1', 'b-1'])).toBe('NOT_TESTED');
  expect(beside('database-pause', [1000, 3000], ['postgres'])).toBe('NOT_TESTED');
});
test('clock faults are another guarantee´s', () => {
  expect(beside('clock-forward', [1000, 3000])).toBe('NOT_TESTED');
});

test('where writes block by the counting rule no instance is ready: a gateway has nobody to read from, the instances answer', () => {
  const stopped = (instance: string) => {
    const story = new Story({
      endMs: 9000,
      gateways: ['b-gate'],
      trials: [{ fault: 'site-dark', class: 'site', target: 'site:a' }],
    });
    story.fault(0, 1000, 6000, ['a']).probes('read', instance, [1000, 6000]);
    const plan = { ...story.plan, subject: { ...story.plan.subject, system: 'operator' } };
    return examine(guarantee, { plan, records: (alter) => story.records(alter) }).verdict;
  };
  expect(stopped('b-gate')).not.toBe('FAIL');
  expect(stopped('b-1')).toBe('FAIL');
});
