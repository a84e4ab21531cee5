import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './writes-continue-elsewhere.ts';

/** A fault on a-1 from 1 to 3 s; claimed are 300 ms after a kill, 600 ms otherwise. */
const beside = (fault: string, down: readonly [number, number], touches = ['a-1']) =>
  examine(
    guarantee,
    new Story({ trials: [{ fault, class: fault.startsWith('clock') ? 'clock' : 'process' }], endMs: 6000 })
      .fault(0, 1000, 3000, touches)
      .probes('write', 'a-1', [1000, 3000])
      .probes('write', 'b-1', down),
  ).verdict;

test('the other one goes on after a moment', () => expect(beside('kill', [1000, 1250])).toBe('PASS'));
test('longer than the take-over claimed', () => expect(beside('kill', [1000, 1600])).toBe('FAIL'));
test('a lost host may take longer', () => expect(beside('pause-long', [1000, 1600])).toBe('PASS'));
test('but not for ever', () => expect(beside('pause-long', [1000, 3000])).toBe('FAIL'));
test('a dead site is noticed by its closed connections; one with brokers by the end of a session, like a lost host', () => {
  const story = new Story({
    trials: [{ fault: 'site-dead', class: 'site', target: 'site:a' }],
    endMs: 6000,
  })
    .fault(0, 1000, 3000, ['a', 'a-1'])
    .probes('write', 'b-1', [1000, 1600]);
  const { plan } = story;
  const judged = (kafka: NonNullable<typeof plan.scenario.topology.kafka>) => {
    const topology = { ...plan.scenario.topology, kafka };
    return examine(guarantee, {
      plan: { ...plan, scenario: { ...plan.scenario, topology } },
      records: (alter) => story.records(alter),
    }).verdict;
  };
  expect(judged('none')).toBe('FAIL');
  expect(judged('stretched')).toBe('PASS');
});
test('a storm of faults has no single bound', () => {
  expect(beside('restart-storm', [1000, 3000])).toBe('NOT_TESTED');
});
test('a fault that spares nobody says nothing', () => {
  expect(beside('kill', [1000, 3000], ['a-1', 'b-1'])).toBe('NOT_TESTED');
  expect(beside('database-pause', [1000, 3000], ['postgres'])).toBe('NOT_TESTED');
});
test('nor does one that leaves a gateway without any node', () => {
  const story = new Story({ trials: [{ fault: 'kill-all-nodes', class: 'process' }], endMs: 6000 })
    .fault(0, 1000, 3000, ['a-1', 'b-1'])
    .probes('write', 'gateway-a', [1000, 5000]);
  const gateways = [{ name: 'gateway-a', site: 'a' }];
  const { plan } = story;
  const seen = (nodes: typeof plan.nodes, operatorIds?: Record<string, number>) => {
    const topology = { ...plan.scenario.topology, ...(operatorIds ? { chain: { operatorIds } } : {}) };
    return examine(guarantee, {
      plan: { ...plan, nodes, gateways, scenario: { ...plan.scenario, topology } },
      records: (alter) => story.records(alter),
    }).verdict;
  };
  expect(seen(plan.nodes)).toBe('NOT_TESTED');
  const more = [...plan.nodes, { name: 'b-2', site: 'b' }];
  expect(seen(more)).toBe('FAIL');
  // The node that stands is another operator's.
  expect(seen(more, { a: 1, b: 2 })).toBe('NOT_TESTED');
});
test('nor does one beside such a fault', () => {
  const story = new Story({
    trials: [
      { fault: 'stop-graceful', class: 'process' },
      { fault: 'database-pause', class: 'store' },
    ],
    endMs: 6000,
  })
    .fault(0, 1000, 3000, ['a-1'])
    .fault(1, 990, 3000, ['postgres'])
    .probes('write', 'b-1', [1000, 3000]);
  expect(examine(guarantee, story).verdict).toBe('NOT_TESTED');
});
test('clock faults are another guarantee´s', () => {
  expect(beside('clock-forward', [1000, 3000])).toBe('NOT_TESTED');
});

test('an operator’s topic that blocks by the counting rule is no breach; one that goes on by it is', () => {
  const stopped = (sites: readonly string[]) => {
    const story = new Story({
      endMs: 9000,
      trials: [{ fault: 'site-dark', class: 'site', target: 'site:a' }],
    });
    story.fault(0, 1000, 6000, ['a']).probes('write', 'b-1', [1000, 6000]);
    const { scenario, subject } = story.plan;
    const plan = {
      ...story.plan,
      scenario: { ...scenario, topology: { ...scenario.topology, sites } },
      subject: { ...subject, system: 'operator' },
    };
    return examine(guarantee, { plan, records: (alter) => story.records(alter) }).verdict;
  };
  expect(stopped(['a', 'b'])).not.toBe('FAIL');
  expect(stopped(['a', 'b', 'c'])).toBe('FAIL');
});
