import type { Fault, Target } from '@plimsoll/faults/fault';
import type { Plan, PlannedTrial } from '@plimsoll/history/plan';
import type { Scenario, Step } from '@plimsoll/history/scenario';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import { Problem } from '@plimsoll/interface/problem/problem';
import { random } from '@plimsoll/history/random';
import { incompatible } from '@plimsoll/faults/compatible';
import { jitterMs } from '@plimsoll/faults/jitter';
import { completeParameters } from '@plimsoll/faults/parameters';
import type { AimedFault } from '@plimsoll/faults/resources';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { blueprint } from './blueprint.ts';

/** Everything that decides a plan. Pure but for the order of `faults`. */
export interface ExpandOptions {
  readonly scenario: Scenario;
  readonly manifest: Manifest;
  readonly manifestPath: string;
  readonly manifestDigest: string;
  readonly seed: string;
  readonly faults: readonly Fault[];
  /** Is libfaketime here? Without it clock faults are not tested, and said so. */
  readonly clocksAvailable: boolean;
  readonly members: Plan['members'];
  readonly genesis?: NonNullable<Plan['genesis']>;
}

/** How long a fault without a duration of its own stays on, milliseconds. */
const defaultHoldMs = 2000;

/** True when some step needs shifted clocks: only then is libfaketime preloaded (design, section 5). */
export function needsClocks(scenario: Scenario, faults: readonly Fault[]): boolean {
  const wanted = new Set(
    scenario.steps.flatMap((step) => [step.fault, ...(step.together ?? []).map((each) => each.fault)]),
  );
  return faults.some((fault) => fault.needsClocks === true && wanted.has(fault.name));
}

/**
 * Expands a scenario to a plan with nothing left open: targets drawn by the seed, jitter drawn over the subject's
 * longest timer (HS-07), parameters complete. What the subject cannot have is listed, never dropped (HX-M9).
 */
export function expand(options: ExpandOptions): Plan {
  const { scenario, manifest, seed, faults } = options;
  const clocks = options.clocksAvailable && needsClocks(scenario, faults);
  const bed = blueprint(manifest, scenario.topology, clocks);
  const draw = random(seed, 'plan', scenario.name);
  const trials: PlannedTrial[] = [];
  const notAvailable: { fault: string; why: string }[] = [];

  const settle = (
    step: Step,
    trial: number,
    beside: AimedFault[],
  ): Omit<PlannedTrial, 'jitterMs' | 'together'> | undefined => {
    const fault = faults.find((each) => each.name === step.fault);
    if (fault === undefined) {
      throw new Problem(
        `Scenario ${scenario.name} names a fault that does not exist: ${step.fault}`,
        `Known faults: ${faults.map((each) => each.name).join(', ')}.`,
        'Correct the name, or add a file of that name to the fault catalogue.',
      );
    }
    const found = fault.targets(bed);
    if ('notAvailable' in found) {
      notAvailable.push({ fault: fault.name, why: found.notAvailable });
      return undefined;
    }
    const candidates = candidatesFor(found, step.target);
    if (candidates.length === 0) {
      notAvailable.push({
        fault: fault.name,
        why: `the subject has no ${step.target ?? 'target'} for it here`,
      });
      return undefined;
    }
    // Of several targets those are left out that what is on already forbids; a scenario that leaves none contradicts itself.
    const compatible = candidates.filter((target) =>
      beside.every((other) => incompatible(bed, { fault, target }, other) === undefined),
    );
    if (compatible.length === 0)
      throw contradiction(scenario, bed, { fault, target: candidates[0] as Target }, beside);
    const target = compatible[Math.floor(draw() * compatible.length)] as Target;
    beside.push({ fault, target });
    const asked = step.holdMs === undefined ? step.parameters : { ...step.parameters, holdMs: step.holdMs };
    const parameters = completeParameters(fault, manifest.timers, asked);
    const holdMs = Number(parameters['holdMs'] ?? defaultHoldMs);
    return {
      trial,
      fault: fault.name,
      title: fault.title,
      class: fault.class,
      mode: fault.mode,
      ...(fault.mustBreak === undefined ? {} : { mustBreak: fault.mustBreak }),
      ...(fault.mayBreak === undefined ? {} : { mayBreak: fault.mayBreak }),
      target: target.name,
      parameters,
      holdMs,
    };
  };

  for (const step of scenario.steps) {
    for (let turn = 0; turn < (step.repeat ?? 1); turn += 1) {
      const beside: AimedFault[] = [];
      const settled = settle(step, trials.length, beside);
      if (settled === undefined) break;
      const together = (step.together ?? []).flatMap((each) => settle(each, trials.length, beside) ?? []);
      trials.push({ ...settled, jitterMs: jitterMs(draw, manifest.timers, scenario.jitterMaxMs), together });
    }
  }

  const { profile, breaks } = manifest;
  const internals = placesOf(bed.instances, 'internal');
  return {
    plimsoll: 1,
    seed,
    scenario,
    subject: {
      manifestPath: options.manifestPath,
      digest: options.manifestDigest,
      name: manifest.name,
      version: manifest.version,
      ...(profile === undefined ? {} : { profile }),
      system: manifest.system,
      capabilities: manifest.capabilities,
      bounds: manifest.bounds,
      timers: manifest.timers,
      exempt: manifest.exempt ?? {},
      ...(breaks === undefined ? {} : { mutant: breaks.mutant }),
    },
    members: options.members,
    nodes: placesOf(bed.instances, 'node'),
    gateways: placesOf(bed.instances, 'gateway'),
    ...(internals.length === 0 ? {} : { internals }),
    trials,
    ...(options.genesis === undefined ? {} : { genesis: options.genesis }),
    notAvailable,
  };
}

/** Two faults of a step that may not be on together, wherever the second is aimed (design, section 6). */
function contradiction(
  scenario: Scenario,
  bed: Testbed,
  one: AimedFault,
  beside: readonly AimedFault[],
): Problem {
  const [other, why] = beside
    .map((each) => [each, incompatible(bed, one, each)] as const)
    .find(([, found]) => found !== undefined) as [AimedFault, string];
  return new Problem(
    `Scenario ${scenario.name} puts ${other.fault.name} on ${other.target.name} and ${one.fault.name} on ${one.target.name} together`,
    `They may not be on together: ${why}.`,
    'Give one of them another target, or make two steps of them.',
  );
}

/** A full name, a class before the colon (`node`, `link`), or anything. */
function candidatesFor(targets: readonly Target[], wanted: string | undefined): readonly Target[] {
  if (wanted === undefined) return targets;
  return targets.filter((target) => target.name === wanted || target.name.split(':')[0] === wanted);
}

function placesOf(
  instances: readonly { name: string; site: string; serves: string }[],
  serves: string,
): { name: string; site: string }[] {
  return instances.filter((each) => each.serves === serves).map(({ name, site }) => ({ name, site }));
}
