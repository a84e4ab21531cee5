import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Row } from '../row.ts';

const root = resolve(import.meta.dirname, '../../..');

/** The whole of `npm start`, once everything is set up. */
export const start: Row = {
  name: 'start',
  async measure({ say, scratch }) {
    say('running what npm start runs');
    const from = performance.now();
    const child = spawn(join(root, 'plimsoll'), ['certify', 'smoke', '--out', join(scratch, 'smoke')], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const stop = (): void => void child.kill('SIGINT');
    process.once('exit', stop);
    const [code] = (await once(child, 'close')) as [number | null];
    process.off('exit', stop);
    const seconds = (performance.now() - from) / 1000;
    return {
      what: '`npm start`, after set-up',
      measured: `${seconds.toFixed(1)} s (n = 1), exit code ${code}`,
      against: '–',
      ratio: null,
      toReach: '< 90 s after set-up, < 5 min with it',
      reached: code === 0 && seconds < 90,
      notes: [
        'Wall time of `./plimsoll certify smoke`, its own look at the set-up included. With set-up: timed on a fresh clone, not here.',
      ],
      samples: { 'wall time, s': [seconds] },
    };
  },
};
