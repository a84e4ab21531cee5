import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deploy, type Deployment } from '../fixture/deploy.ts';
import { imaginedTestbed } from '../fixture/imagined-testbed.ts';
import { deaf, forgetful } from './broken/deaf.ts';
import type { Fault, Target } from './fault.ts';
import { completeParameters } from './parameters.ts';
import { loadFaults } from './registry.ts';

/**
 * On real sites, databases, links and clocks: each fault has to be seen biting and seen gone, an injector that does
 * nothing must not be believed (HX-M1), nor a heal that leaves everything as it is (HX-M2).
 */
const faults = await loadFaults();
const rolledBack = faults.find(({ name }) => name === 'database-rolled-back') as Fault;
// Those of Kafka are tried in kafka-faults.system.test.ts.
/** Faults that end by themselves: there is nothing that a heal could leave behind. */
const overByItself = new Set([
  'restart',
  'restart-storm',
  'link-reset',
  'database-reset',
  'database-restart',
  'chain-reorg',
  'transaction-dropped',
]);
const patiently = { timeout: 90_000 };

let deployment: Deployment;

interface Aim {
  readonly target: Target;
  readonly parameters: Readonly<Record<string, number | string>>;
}

function aim(fault: Fault): Aim {
  const targets = fault.targets(deployment.testbed);
  if ('notAvailable' in targets) throw new Error(`${fault.name}: ${targets.notAvailable}`);
  const [target] = targets;
  if (target === undefined) throw new Error(`${fault.name} has no target`);
  return { target, parameters: completeParameters(fault, deployment.context.timers) };
}

/** A context whose probes look for a moment only: long enough to see what is there. */
function briefly(context: Deployment['context']): Deployment['context'] {
  return { ...context, signal: AbortSignal.timeout(1_500) };
}

async function injectDeaf(fault: Fault, context: Deployment['context']): Promise<void> {
  const { target, parameters } = aim(fault);
  await fault.inject(context, target, parameters);
  const bit = await fault.bit(context, target, parameters);
  await fault.heal(context, target, parameters);
  // Lets go of what the probe held for this trial.
  await fault.healed(context, target, parameters);
  expect(bit.seen, bit.words).toBe(false);
  expect(bit.words).not.toBe('');
}

describe('with a synchronous standby', () => {
  beforeAll(async () => {
    deployment = await deploy('synchronous');
  }, 60_000);
  afterAll(() => deployment?.close(), 60_000);

  for (const fault of faults.filter((each) => !('notAvailable' in each.targets(imaginedTestbed())))) {
    test(`${fault.name}: an injector that does nothing is not believed`, patiently, () =>
      injectDeaf(fault, { ...briefly(deployment.context), testbed: deaf(deployment.testbed) }),
    );

    test(
      `${fault.name}: bites, is not gone while nobody heals, and is gone afterwards`,
      patiently,
      async () => {
        const { context, testbed } = deployment;
        const { target, parameters } = aim(fault);
        let forgotten = { seen: false, words: 'over by itself' };
        await fault.inject(context, target, parameters);
        const bit = await fault.bit(context, target, parameters);
        if (!overByItself.has(fault.name)) {
          await fault
            .heal({ ...context, testbed: forgetful(testbed) }, target, parameters)
            .catch(() => undefined);
          forgotten = await fault.healed(briefly(context), target, parameters);
        }
        await fault.heal(context, target, parameters);
        const healed = await fault.healed(context, target, parameters);
        expect(bit.seen, bit.words).toBe(true);
        expect(forgotten.seen, forgotten.words).toBe(false);
        expect(healed.seen, healed.words).toBe(true);
        expect(await testbed.leftovers()).toEqual([]);
        await Promise.all(testbed.instances.map((instance) => instance.ready(20_000)));
      },
    );
  }

  test('gateways are targets like nodes, by what they serve', () => {
    const kill = faults.find(({ name }) => name === 'kill') as Fault;
    expect(kill.targets(deployment.testbed)).toMatchObject(
      ['node:worker-a-1', 'node:worker-a-2', 'node:worker-b-1', 'gateway:front-a-1', 'gateway:front-b-1'].map(
        (name) => ({ name }),
      ),
    );
  });

  test('a database with a standby is not rolled back, and the reason is given', () => {
    expect(rolledBack.targets(deployment.testbed)).toEqual({
      notAvailable: 'the database has a standby, which would have to be rolled back with it',
    });
  });
});

describe('with a single database', () => {
  beforeAll(async () => {
    deployment = await deploy('single');
  }, 60_000);
  afterAll(() => deployment?.close(), 60_000);

  test('database-rolled-back: an injector that does nothing is not believed', patiently, () =>
    injectDeaf(rolledBack, { ...deployment.context, testbed: deaf(deployment.testbed) }),
  );

  test('database-rolled-back: committed rows are seen to be gone', patiently, async () => {
    const { context } = deployment;
    const { target, parameters } = aim(rolledBack);
    await rolledBack.inject(context, target, parameters);
    const bit = await rolledBack.bit(context, target, parameters);
    await rolledBack.heal(context, target, parameters);
    const healed = await rolledBack.healed(context, target, parameters);
    expect(bit.seen, bit.words).toBe(true);
    expect(healed.seen, healed.words).toBe(true);
  });

  test('database-rolled-back: with nothing acknowledged there is nothing to lose, and it says so', async () => {
    const context = { ...deployment.context, load: { acknowledged: () => 7 } };
    const { target, parameters } = aim(rolledBack);
    await expect(rolledBack.inject(context, target, { ...parameters, withinMs: 200 })).rejects.toThrow(
      'nothing to lose within 200 ms: 0 sends acknowledged since the copy, wanted 50',
    );
    await rolledBack.heal(context, target, parameters);
  });
});
