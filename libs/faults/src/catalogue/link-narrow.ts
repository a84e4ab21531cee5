import { observed } from '../observed.ts';
import { linkIsWhole } from '../probes/canary.ts';
import { roundTripMs } from '../probes/round-trip.ts';
import { addressAcross } from '../targets/across.ts';
import { linkOf, linkTargets } from '../targets/links.ts';
import { watched } from '../watched.ts';

// Small enough for the header limits of common HTTP servers (8 to 64 KiB), big enough to be seen.
const paddingBytes = 6_000;

/** Bandwidth limited, both directions. */
export default watched({
  name: 'link-narrow',
  title: 'Link narrow',
  text:
    'The bytes of each connection between two sites are held to `kilobytesPerSecond`; nothing is lost. Backlogs, and ' +
    'whoever does not bound them, show here.',
  class: 'link',
  mode: 'little bandwidth',
  source: 'design 6; facts/domain.md "How Canton tests this"',
  parameters: { holdMs: 4_000, kilobytesPerSecond: 8 },
  targets: linkTargets,
  async before({ testbed }, target) {
    const { link } = linkOf(testbed, target);
    const address = addressAcross(testbed, link);
    // The quickest of three: what the link itself needs, not what the machine is busy with.
    const tries = [];
    for (let tried = 0; tried < 3; tried += 1) tries.push(await roundTripMs(address, paddingBytes, 5_000));
    return { address, unhinderedMs: Math.min(...tries) };
  },
  inject: ({ testbed }, target, { kilobytesPerSecond }) =>
    linkOf(testbed, target).link.limit(Number(kilobytesPerSecond)),
  bit: ({ signal }, _target, { kilobytesPerSecond }, { address, unhinderedMs }) =>
    observed(3_000, signal, async () => {
      const dueMs = paddingBytes / Number(kilobytesPerSecond);
      const tookMs = await roundTripMs(address, paddingBytes, 10_000);
      return {
        // Half, since the first bytes of a connection may pass before the limit counts.
        seen: tookMs >= dueMs / 2 && tookMs > 2 * unhinderedMs,
        words: `${paddingBytes} bytes took ${tookMs.toFixed(0)} ms (${unhinderedMs.toFixed(0)} ms before, ${dueMs.toFixed(0)} ms due at ${kilobytesPerSecond} kB/s)`,
      };
    }),
  heal: ({ testbed }, target) => linkOf(testbed, target).link.heal(),
  async healed({ testbed, signal }, target, { kilobytesPerSecond }, before) {
    const { link } = linkOf(testbed, target);
    const whole = await observed(5_000, signal, () => linkIsWhole(link));
    if (!whole.seen || before === undefined) return whole;
    return observed(5_000, signal, async () => {
      const tookMs = await roundTripMs(before.address, paddingBytes, 5_000);
      return {
        seen: tookMs < paddingBytes / Number(kilobytesPerSecond) / 2,
        words: `${whole.words}; ${paddingBytes} bytes took ${tookMs.toFixed(0)} ms`,
      };
    });
  },
});
