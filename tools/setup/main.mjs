// The set-up, in plain JavaScript for Node 20 or newer: it is what brings Node 24.
//
//   node tools/setup/main.mjs                   sets up what is not there yet
//   node tools/setup/main.mjs exec -- COMMAND   the same, then runs COMMAND in the environment that it made
//   node tools/setup/main.mjs environment       the same, then prints that environment for a shell to `eval`
//   node tools/setup/main.mjs doctor [--json]   lists every prerequisite and part; changes nothing
import { examine, renderFindings } from './doctor.mjs';
import { execute } from './execute.mjs';
import { Missing, missingExitCode } from './missing.mjs';
import { placeHere } from './place.mjs';
import { setUp } from './set-up.mjs';
import { shellLines } from './shell-lines.mjs';
import { loadSteps } from './step.mjs';

const usageExitCode = 64;

/**
 * @param {readonly string[]} parameters
 * @returns {Promise<number>} exit code
 */
async function main([verb = 'set-up', ...rest]) {
  if (Number(process.versions.node.split('.')[0]) < 20 || process.platform !== 'linux') {
    const what = `Node ${process.versions.node} on ${process.platform} will not do`;
    throw new Missing(
      what,
      'the set-up is written for Node 20, and sites are made of Linux loopback addresses and /proc',
      'use Node 20 or newer on Linux',
    );
  }
  const place = placeHere();
  const steps = await loadSteps();
  // Standard output belongs to the command that follows.
  const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);

  switch (verb) {
    case 'set-up':
      await setUp(place, steps, say);
      say('Everything is in place.');
      return 0;
    case 'exec':
      return execute(rest[0] === '--' ? rest.slice(1) : rest, await setUp(place, steps, say));
    case 'environment':
      process.stdout.write(shellLines(process.env, await setUp(place, steps, say)));
      return 0;
    case 'doctor': {
      const findings = await examine(place, steps);
      process.stdout.write(
        `${rest.includes('--json') ? JSON.stringify(findings) : renderFindings(findings)}\n`,
      );
      return findings.some((finding) => finding.state === 'missing') ? missingExitCode : 0;
    }
    default:
      say(
        `plimsoll: the set-up knows no '${verb}'. It has: exec -- COMMAND, environment, doctor; and none, to set up.`,
      );
      return usageExitCode;
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  process.stderr.write(`plimsoll: ${error.message}\n`);
  process.exitCode = missingExitCode;
}
