import type { Command } from 'commander';
import { Problem } from '@plimsoll/interface/problem/problem';
import { askControl, type ControlRequest } from '../control.ts';

interface FaultFlags {
  readonly list?: boolean;
  readonly heal?: boolean;
}

/** `plimsoll fault VERB TARGET`: by hand, against a testbed that `plimsoll up` holds; prints the receipt. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('fault')
    .description('apply or heal a fault by hand on the testbed that `plimsoll up` holds')
    .argument('[verb]', 'a fault, e.g. kill')
    .argument('[target]', 'e.g. node:sequencer-a-1')
    .option('--list', 'what can be done to what')
    .option('--heal', 'undo it')
    .action((verb: string | undefined, target: string | undefined, flags: FaultFlags) =>
      finish(ask(verb, target, flags)),
    );
}

async function ask(
  fault: string | undefined,
  target: string | undefined,
  flags: FaultFlags,
): Promise<number> {
  const reply = await askControl(requestFrom(fault, target, flags));
  process.stdout.write(`${reply.lines.join('\n')}\n`);
  return reply.ok ? 0 : 1;
}

function requestFrom(
  fault: string | undefined,
  target: string | undefined,
  flags: FaultFlags,
): ControlRequest {
  if (flags.list === true) return { verb: 'list' };
  if (fault !== undefined && target !== undefined)
    return { verb: flags.heal === true ? 'heal' : 'inject', fault, target };
  throw new Problem(
    'A fault needs a verb and a target',
    `Got ${fault === undefined ? 'neither' : 'no target'}.`,
    'See what there is with `plimsoll fault --list`.',
  );
}
