import { setTimeout as sleep } from 'node:timers/promises';
import { begin, finish } from '../background.ts';
import type { Fault } from '../fault.ts';
import { accepts } from '../probes/accepts.ts';
import { linkIsWhole } from '../probes/canary.ts';
import { observed } from '../observed.ts';
import { addressAcross } from '../targets/across.ts';
import { linkOf, linkTargets } from '../targets/links.ts';

/** Cut and healed over and over. */
const linkFlap: Fault = {
  name: 'link-flap',
  title: 'Link flapping',
  text:
    'A link is cut for `downMs` and whole for `upMs`, over and over until it is healed. Whoever decides on the first ' +
    'sign, or never forgets one, does badly here.',
  class: 'link',
  mode: 'cut and whole in turn',
  source: 'design 6',
  parameters: { holdMs: 4_000, downMs: 400, upMs: 400 },
  targets: linkTargets,
  async inject({ testbed }, target, { downMs, upMs }) {
    const { link } = linkOf(testbed, target);
    await link.cut();
    begin(testbed, `flap ${target.name}`, async (signal) => {
      for (;;) {
        await sleep(Number(downMs), undefined, { signal });
        await link.heal();
        await sleep(Number(upMs), undefined, { signal });
        await link.cut();
      }
    });
  },
  async bit({ testbed, signal }, target, { downMs, upMs }) {
    const address = addressAcross(testbed, linkOf(testbed, target).link);
    const states: boolean[] = [];
    return observed(8 * (Number(downMs) + Number(upMs)), signal, async () => {
      const accepted = await accepts(address, 100);
      if (states.at(-1) !== accepted) states.push(accepted);
      // Down, up, down, up: two whole turns, seen from outside.
      return {
        seen: states.length >= 4,
        words: `connections across the link in turn: ${states.map((yes) => (yes ? 'made' : 'refused')).join(', ')}`,
      };
    });
  },
  async heal({ testbed }, target) {
    const ended = await finish(testbed, `flap ${target.name}`, true);
    await linkOf(testbed, target).link.heal();
    // A flap that gave up on its way was whole for the rest of its time: not the fault that was asked for.
    if (ended !== undefined && ended.name !== 'AbortError') throw ended;
  },
  async healed({ testbed, signal }, target, { downMs, upMs }) {
    const { link } = linkOf(testbed, target);
    const first = await observed(5_000, signal, () => linkIsWhole(link));
    if (!first.seen) return first;
    // Whole once proves nothing of a link that flaps: connections have to be made for more than a turn, without a
    // gap. A canary may be late by as long as a link is down, so connections are what is asked for.
    const address = addressAcross(testbed, link);
    const lookMs = 1.5 * (Number(downMs) + Number(upMs));
    const end = performance.now() + lookMs;
    while (performance.now() < end) {
      if (signal.aborted) return { seen: false, words: `${first.words}; no time left to see it stay so` };
      if (!(await accepts(address, 1_000))) {
        return { seen: false, words: `${first.words}; then a connection across it was refused` };
      }
      await sleep(20);
    }
    return { seen: true, words: `${first.words}; and so for a turn and a half` };
  },
};
export default linkFlap;
