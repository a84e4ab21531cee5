import type { Command } from 'commander';

/** Columns of the help texts on the page, whatever terminal it is made in. */
const helpColumns = 100;

/** The page docs/reference/cli.md: the program's own help, command by command. */
export function commandReference(program: Command): string {
  const sections = program.commands.map(
    (command) => `## ${command.name()}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`,
  );
  return `# Command line

Made from the program's help by \`node apps/plimsoll/src/write-reference.ts\`; do not edit. In the checkout the program is
\`./plimsoll\`. Faults, guarantees and scenarios by name: [faults.md](faults.md), [guarantees.md](guarantees.md),
[scenarios.md](scenarios.md).

\`\`\`text
${helpOf(program)}
\`\`\`

## Exit codes

| code | means | what to do |
| --- | --- | --- |
| 0 | PASS: judged, nothing found | |
| 1 | FAIL: a guarantee is broken, or the subject never became ready | read the witness, then the subject's log |
| 2 | INCONCLUSIVE: something that had to be tested was not reached | the verdict names it; run again or give it what it needs |
| 3 | INVALID: the evidence is not good enough to judge | the verdict names why; it says nothing about the subject |
| 64 | usage: the command line, a manifest or a plan is wrong | correct what the message names |
| 69 | a prerequisite is missing | \`plimsoll doctor\` |
| 130 | interrupted; everything that was started has been stopped | |

Messages for people have three parts: what, why, what to do. The errors that a sequencer answers are another matter:
[sequencer.md](sequencer.md#errors).

${sections.join('\n')}`;
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    getOutHelpWidth: () => helpColumns,
    getOutHasColors: () => false,
    writeOut: (words) => {
      text += words;
    },
  });
  command.outputHelp();
  return text.trimEnd();
}
