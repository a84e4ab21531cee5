import { expect, test } from 'vitest';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import type { JobResult } from './job.ts';
import { cleanJobs, isConvicted, mutantJobs } from './schedule.ts';

const mutant = {
  name: 'dm-04',
  breaks: {
    mutant: 'DM-04',
    rules: ['DG-05'],
    guarantees: ['no-late-insert'],
    scenarios: ['kill', 'pause'],
    how: '',
  },
} as unknown as Manifest;

test('a mutant meets its scenarios in turn, each time under another seed', () => {
  const jobs = mutantJobs(mutant, 's', 3);
  expect(jobs.map((job) => job.scenario)).toEqual(['kill', 'pause', 'kill']);
  expect(new Set(jobs.map((job) => job.seed)).size).toBe(3);
});

test('clean runs go over all scenarios', () => {
  const jobs = cleanJobs('sequencer', ['reference'], ['kill', 'pause'], 's', 4);
  expect(jobs.map((job) => job.scenario)).toEqual(['kill', 'pause', 'kill', 'pause']);
  expect(jobs[3]).toMatchObject({ id: 'clean.3', subject: 'reference', seed: 's.clean.3' });
});

test('clean runs of another system have ids of their own, and every sound subject meets every scenario', () => {
  const jobs = cleanJobs('operator', ['reference', 'odd'], ['kill', 'pause'], 's', 4);
  expect(jobs.map(({ subject, scenario }) => `${subject} ${scenario}`).toSorted()).toEqual([
    'odd kill',
    'odd pause',
    'reference kill',
    'reference pause',
  ]);
  expect(jobs[0]?.id).toBe('clean.operator.0');
});

test('only a guarantee that the mutant breaks convicts it', () => {
  const result = (failed: readonly string[]): JobResult => ({ failed }) as unknown as JobResult;
  expect(isConvicted(mutant, result(['no-late-insert', 'x']))).toBe(true);
  expect(isConvicted(mutant, result(['x']))).toBe(false);
});
