import type { Fault } from './fault.ts';

/**
 * The complete parameters of a trial: the fault's defaults, over them what follows from the subject's timers,
 * over that what the step asks for. The plan stores the result, so that nothing is a hidden default (HR-11).
 * Throws when the step names a parameter that the fault does not have: a misspelt unit must not pass in silence.
 */
export function completeParameters(
  fault: Fault,
  timers: Readonly<Record<string, number>>,
  asked: Readonly<Record<string, number | string>> = {},
): Readonly<Record<string, number | string>> {
  const known = { ...fault.parameters, ...fault.parametersFor?.(timers) };
  const unknown = Object.keys(asked).filter((name) => !(name in known));
  if (unknown.length > 0) {
    throw new Error(
      `fault ${fault.name} has no parameter ${unknown.join(', ')}; it has ${Object.keys(known).join(', ') || 'none'}`,
    );
  }
  return { ...known, ...asked };
}
