import { resolve } from 'node:path';
import { Argument, Option, type Command } from 'commander';
import { scaffold } from '@plimsoll/conformance/scaffold';

interface NewFlags {
  readonly lang: 'python';
}

/** `plimsoll new subject NAME`: a working subject to change, in a folder of its own. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('new')
    .description('start a subject of your own from a working example')
    .addArgument(new Argument('<what>').choices(['subject']))
    .argument('<name>', 'its name, and the folder that is made for it')
    .addOption(
      new Option('--lang <language>', 'language of the example').choices(['python']).default('python'),
    )
    .action((_what: string, name: string, flags: NewFlags) => finish(create(name, flags)));
}

async function create(name: string, flags: NewFlags): Promise<number> {
  const made = await scaffold(resolve(name), { lang: flags.lang, name: name.split('/').at(-1) ?? name });
  process.stdout.write(
    `${made.map((file) => `made ${file}`).join('\n')}\n\nNext:\n  ./plimsoll conform ${name}\n  ./plimsoll run ${name} --scenario kill\n`,
  );
  return 0;
}
