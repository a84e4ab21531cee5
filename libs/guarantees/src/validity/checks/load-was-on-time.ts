import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck } from '../validity-check.ts';

/** HS-03: slip p99 above this share of latency p99 makes latency figures the generator's own. */
const share = 0.1;
/**
 * Below this, slip is no lateness that a figure could be wrong by, milliseconds: it is the period of the probe stream,
 * and so the resolution of every outage (HS-06). On two busy cores a subject that answers in 30 ms would otherwise
 * condemn a generator that was 6 ms late. Both are printed beside the latency.
 */
const grainMs = 25;

/** The generator sent when it should have: what it measures is the subject, not itself (HS-03, HX-M5). */
export default function loadWasOnTime(): ValidityCheck {
  return {
    on: {},
    finish({ load }) {
      // The highest percentile that both samples carry.
      const p = Math.max(
        0,
        ...load.slip.percentiles
          .map((each) => each.p)
          .filter((each) => each <= 99 && load.latency.percentiles.some((other) => other.p === each)),
      );
      const slip = load.slip.percentiles.find((each) => each.p === p)?.ms;
      const latency = load.latency.percentiles.find((each) => each.p === p)?.ms;
      if (slip === undefined || latency === undefined)
        return [sound('lateness', 'Too few sends to say how late they were.')];
      const words = `slip p${p} ${slip.toFixed(1)} ms, latency p${p} ${latency.toFixed(1)} ms`;
      if (slip > grainMs && slip > share * latency)
        return [
          unsound(
            'lateness',
            `The generator was late itself (${words}; allowed is a tenth, or ${grainMs} ms): figures of this run say nothing. Run on a quieter machine or with less load.`,
          ),
        ];
      return [sound('lateness', `The generator was on time (${words}).`)];
    },
  };
}
