import { join } from 'node:path';
import { figuresOf } from '../measure/figures-of.ts';
import type { Row } from '../row.ts';

interface Part {
  readonly name: string;
  readonly nanos: number;
  /** Relative margin of error of the mean, percent, at 95 %. */
  readonly errorPercent: number;
  readonly samples: number;
}

const source = join(import.meta.dirname, '..');

/** Parts on their own: nothing to reach, but where to look when one of the figures above moves. */
export const parts: Row = {
  name: 'parts',
  async measure({ say }) {
    const measured: Part[] = [];
    // The domain's suite is the subject's: started by its command, never imported.
    for (const script of [join(source, '../../libs/domain/bench/parts.ts'), join(source, 'measure-parts.ts')])
      measured.push(...(await figuresOf<Part[]>(script)));
    const words = measured.map(
      ({ name, nanos, errorPercent, samples }) =>
        `${name}: ${nanos < 1000 ? `${nanos.toPrecision(3)} ns` : `${(nanos / 1000).toPrecision(3)} µs`} (median of ${samples} samples, mean ± ${errorPercent.toFixed(1)} %)`,
    );
    words.forEach(say);
    return {
      what: 'the parts, one by one (tinybench)',
      measured: measured
        .map(
          ({ name, nanos }) =>
            `${name} ${nanos < 1000 ? `${Math.round(nanos)} ns` : `${(nanos / 1000).toFixed(1)} µs`}`,
        )
        .join('; '),
      against: '–',
      ratio: null,
      toReach: '–',
      reached: null,
      notes: words,
      samples: {},
    };
  },
};
