import { expect, test } from 'vitest';
import type { Instance } from '@plimsoll/testbed/testbed';
import { imaginedTestbed } from '../../fixture/imagined-testbed.ts';
import { resources } from '../resources.ts';
import { partsOf, wholeInstances } from './instances.ts';

const bed = imaginedTestbed();
const part = (name: string, site: string, ordinal: number): Instance =>
  ({ name, site, ordinal, serves: 'internal' }) as unknown as Instance;
/** The imagined nodes have the numbers 0 (site a) and 1 (site b). */
const withParts = {
  ...bed,
  instances: [
    ...bed.instances,
    part('engine-a-0', 'a', 0),
    part('prover-a-0', 'a', 0),
    part('engine-a-9', 'a', 9),
    part('engine-b-1', 'b', 1),
  ],
};

test('an instance is a node with the internal parts of its site that have its number', () => {
  expect(wholeInstances(withParts)).toEqual([
    { name: 'instance:node-a-1', touches: ['node-a-1', 'engine-a-0', 'prover-a-0'] },
    { name: 'instance:node-b-1', touches: ['node-b-1', 'engine-b-1'] },
  ]);
  expect(wholeInstances(bed).map(({ touches }) => touches)).toEqual([['node-a-1'], ['node-b-1']]);
  expect(() => partsOf(bed, { name: 'instance:gateway-a-1', touches: [] })).toThrow(
    'no instance:gateway-a-1',
  );
});

test('it takes hold of every process of the instance', () => {
  const [target] = wholeInstances(withParts);
  if (target === undefined) throw new Error('two instances were imagined');
  expect(resources(withParts, { fault: { name: 'instance-kill', class: 'process' }, target })).toEqual(
    new Set(['process:node-a-1', 'process:engine-a-0', 'process:prover-a-0']),
  );
});
