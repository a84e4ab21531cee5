import fc from 'fast-check';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { expect, test } from 'vitest';
import {
  cursorOf,
  isFinal,
  nextStep,
  resolveFork,
  startView,
  takeStep,
  type BlockHeader,
} from './chain-view.ts';

const name = (number: number, branch: number): Hex => `0x${number.toString(16)}f${branch.toString(16)}`;

test('whatever the chain does, the view ends with exactly its blocks, or an alarm if what was final is gone', () => {
  const met = { rewound: 0, alarm: 0, long: 0 };
  const event = fc.oneof(
    fc.record({ kind: fc.constant('mine' as const), blocks: fc.integer({ min: 1, max: 9 }) }),
    fc.record({
      kind: fc.constant('reorg' as const),
      depth: fc.integer({ min: 1, max: 6 }),
      grow: fc.nat(8),
    }),
    fc.record({ kind: fc.constant('look' as const), steps: fc.integer({ min: 1, max: 4 }) }),
  );
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 5 }),
      (events, blocksToFinalization, lookahead) => {
        const chain: BlockHeader[] = [{ number: 0, hash: name(0, 0) }];
        let view = startView(chain[0] as BlockHeader, blocksToFinalization);
        let branch = 0;
        // The obvious slow model: every block's number, as applied.
        let applied: BlockHeader[] = [chain[0] as BlockHeader];
        const finals = new Map<number, Hex>();
        const look = (): 'done' | 'alarm' | 'moved' => {
          const step = nextStep(view, chain.length - 1, lookahead);
          if (step === undefined) return 'done';
          if (step.to - step.from > 1) met.long += 1;
          expect(step.to - step.from).toBeLessThanOrEqual(lookahead);
          const result = takeStep(view, step, chain[step.from] as BlockHeader, chain[step.to] as BlockHeader);
          if (result.kind === 'advanced') {
            applied.push(...chain.slice(step.from + 1, step.to + 1));
            view = result.view;
          } else if (result.kind === 'behind') {
            return 'done';
          } else {
            const now = view.read.flatMap(({ number }) => chain[number] ?? []);
            const fork = resolveFork(view, now);
            if (fork.kind === 'alarm') return 'alarm';
            met.rewound += 1;
            applied = applied.filter(({ number }) => number <= fork.keepUpTo);
            view = fork.view;
          }
          for (const { number, hash } of applied)
            if (isFinal(view, number)) finals.set(number, finals.get(number) ?? hash);
          return 'moved';
        };
        const undone = (): boolean => [...finals].some(([number, hash]) => chain[number]?.hash !== hash);
        for (const each of events) {
          if (each.kind === 'mine') {
            for (let n = 0; n < each.blocks; n += 1)
              chain.push({ number: chain.length, hash: name(chain.length, branch) });
          } else if (each.kind === 'reorg') {
            branch += 1;
            const keep = Math.max(1, chain.length - each.depth);
            chain.length = keep;
            for (let n = 0; n < each.grow; n += 1)
              chain.push({ number: chain.length, hash: name(chain.length, branch) });
          } else for (let n = 0; n < each.steps; n += 1) if (look() === 'alarm') break;
        }
        for (;;) {
          const state = look();
          if (state === 'moved') continue;
          if (state === 'alarm') {
            met.alarm += 1;
            expect(undone()).toBe(true);
          } else {
            // A head at or below the cursor may hide a fork until the next block comes.
            if (cursorOf(view).hash === chain.at(-1)?.hash) {
              expect(applied).toEqual(chain);
              expect(undone()).toBe(false);
            }
          }
          break;
        }
      },
    ),
    { numRuns: 300 },
  );
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(5);
});

test('a fork at the height of the cursor is found when it is looked at, by hash', () => {
  const view = startView({ number: 5, hash: '0xaa' }, 2);
  const step = { from: 5, to: 6, finalNumber: 5 };
  expect(takeStep(view, step, { number: 5, hash: '0xbb' }, { number: 6, hash: '0xcc' }).kind).toBe('fork');
  expect(resolveFork(view, [{ number: 5, hash: '0xbb' }])).toEqual({ kind: 'alarm', finalNumber: 5 });
});
