import { readFileSync } from 'node:fs';
import { Problem } from '@plimsoll/interface/problem/problem';
import { Check, Errors } from 'typebox/value';
import { PlanSchema } from './plan-schema.ts';
import type { Plan } from './plan.ts';

const shownMistakes = 5;

/**
 * Reads a plan.json, of an earlier run or edited by hand (`run --plan`), and checks it: its shape by the schema, and
 * that trials are numbered in order and members have names of their own.
 *
 * @throws Problem (exit code 64) that names the file, and the place of what is wrong.
 */
export function loadPlan(path: string): Plan {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Problem(
      `The plan ${path} cannot be read`,
      (error as Error).message,
      'Give the plan.json of an output folder.',
    );
  }
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    throw new Problem(
      `The plan ${path} is not JSON`,
      (error as Error).message,
      'Give the plan.json of an output folder, untouched or edited with care.',
    );
  }
  const mistakes = mistakesOf(plan);
  if (mistakes.length === 0) return plan as Plan;
  const more = mistakes.length > shownMistakes ? [`and ${mistakes.length - shownMistakes} more`] : [];
  throw new Problem(
    `The plan ${path} does not fit its schema`,
    [...mistakes.slice(0, shownMistakes), ...more].join('\n       '),
    'Correct it; docs/reference/plan.schema.json says what belongs where.',
  );
}

/** Everything wrong with what should be a plan, in words; empty if nothing is. */
export function mistakesOf(plan: unknown): readonly string[] {
  if (!Check(PlanSchema, plan)) {
    return Errors(PlanSchema, plan).map(({ instancePath, message, params }) => {
      const names =
        (params as { additionalProperties?: unknown; requiredProperties?: unknown } | undefined) ?? {};
      const which = [names.additionalProperties, names.requiredProperties]
        .flat()
        .filter((name) => name !== undefined)
        .map(String);
      const place = instancePath === '' ? 'the plan' : instancePath.slice(1).replaceAll('/', '.');
      return `${place}: ${message}${which.length > 0 ? ` (${which.join(', ')})` : ''}`;
    });
  }
  const sound = plan as Plan;
  const mistakes = sound.trials.flatMap(({ trial }, index) =>
    trial === index ? [] : [`trials.${index}.trial: it is ${trial}, but trials are numbered from 0 in order`],
  );
  const names = sound.members.map(({ name }) => name);
  names.forEach((name, index) => {
    if (names.indexOf(name) !== index) mistakes.push(`members.${index}.name: "${name}" is there twice`);
  });
  const [least, most] = sound.scenario.load.bytes;
  if (least > most) mistakes.push(`scenario.load.bytes: the least, ${least}, is above the most, ${most}`);
  return mistakes;
}
