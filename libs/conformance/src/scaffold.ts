import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Problem } from '@plimsoll/interface/problem/problem';

/** What to make. */
export interface ScaffoldOptions {
  readonly lang: 'python';
  /** Name of the new subject, as in its manifest. */
  readonly name: string;
}

/** The worked example in each language, from here. It is copied as text; nothing of it is imported. */
const examples = { python: new URL('../../../apps/sequencer-python/', import.meta.url) } as const;
const exampleName = 'sequencer-python';
/** Belongs to this workspace, not to a subject. */
const leftOut = ['package.json', 'README.md'];

/**
 * Makes a working subject in `directory` from the example in that language, under its own name, and returns the
 * files made. Refuses a folder that holds anything, with a `Problem`: nothing of the user's is ever overwritten.
 */
export async function scaffold(directory: string, options: ScaffoldOptions): Promise<readonly string[]> {
  const { lang, name } = options;
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new Problem(
      `\`${name}\` cannot be the name of a subject.`,
      'A name is made of a-z, 0-9 and hyphens, and begins with a letter or digit.',
      'Give another name, for example my-sequencer.',
    );
  await mkdir(directory, { recursive: true }).catch((error: unknown) => {
    throw new Problem(
      `${directory} cannot be made.`,
      String(error),
      'Give a folder that can be written to.',
      undefined,
      error,
    );
  });
  const there = await readdir(directory);
  if (there.length > 0)
    throw new Problem(
      `${directory} is not empty.`,
      `It holds ${there.slice(0, 3).join(', ')}${there.length > 3 ? ', …' : ''}; nothing is ever overwritten.`,
      'Give a new or an empty folder.',
    );
  const made: string[] = [];
  const write = async (file: string, text: string): Promise<void> => {
    const path = join(directory, file);
    await writeFile(path, text, { flag: 'wx' });
    made.push(path);
  };
  for (const file of await readdir(examples[lang], { withFileTypes: true })) {
    if (!file.isFile() || leftOut.includes(file.name)) continue;
    const text = await readFile(new URL(file.name, examples[lang]), 'utf8');
    await write(file.name, text.replaceAll(exampleName, name));
  }
  await write('README.md', readme(name, basename(directory)));
  return made.sort();
}

function readme(name: string, folder: string): string {
  return `# ${name}

A sequencer to change: it works, and is judged by Plimsoll through \`subject.yaml\` alone. It needs Python 3.11 or later
with the package \`cryptography\`. In the folder of Plimsoll's program:

    ./plimsoll conform ${folder}                # does it speak the interface?
    ./plimsoll run ${folder} --scenario kill    # what does it lose when it is killed?

Its own tests, in this folder:

    python3 -m unittest discover -p '*_test.py'

\`ledger.py\` is where a send becomes an event: begin there. What it must keep to is in docs/reference/sequencer.md of
Plimsoll, what it is checked for in docs/reference/cases.md.
`;
}
