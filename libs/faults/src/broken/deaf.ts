import type { Testbed } from '@plimsoll/testbed/testbed';

/** Everything that changes something on a testbed, by name; the rest only looks. */
const injecting = new Set([
  'kill',
  'pause',
  'stop',
  'start',
  'resume',
  'restart',
  'failOver',
  'rebuildStandby',
  'snapshot',
  'cutReplication',
  'mendReplication',
  'deleteGroup',
  'rollBack',
  'reorg',
  'stallMining',
  'resumeMining',
  'dropTransactions',
  'setBaseFee',
  'cut',
  'stall',
  'freeze',
  'slow',
  'limit',
  'reset',
  'set',
  'heal',
]);
const healing = new Set([
  'start',
  'resume',
  'heal',
  'rebuildStandby',
  'set',
  'resumeMining',
  'setBaseFee',
  'mendReplication',
]);

/**
 * A broken harness part (HX-M1): a testbed whose every injection says done and does nothing. Run faults on it to
 * see that none of them is believed.
 */
export function deaf(testbed: Testbed): Testbed {
  return muffled(testbed, injecting);
}

/** A broken harness part (HX-M2): a testbed on which healing says done and leaves everything as it is. */
export function forgetful(testbed: Testbed): Testbed {
  return muffled(testbed, healing);
}

/**
 * The same object, in which the named methods of everything reachable do nothing. Results that the injectors
 * use are answered with something harmless.
 */
function muffled<Part extends object>(part: Part, names: ReadonlySet<string>): Part {
  return new Proxy(part, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value === 'function') {
        if (names.has(String(name))) return () => Promise.resolve(harmless(String(name)));
        return (...parameters: unknown[]) => wrap((value as Function).apply(target, parameters), names);
      }
      return wrap(value, names);
    },
  });
}

function wrap(value: unknown, names: ReadonlySet<string>): unknown {
  if (value instanceof Promise || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => wrap(each, names));
  return muffled(value, names);
}

function harmless(name: string): unknown {
  if (name === 'stop') return { graceful: true, tookMs: 0 };
  if (name === 'failOver') return { oldPrimary: 'none', newPrimary: 'none' };
  return name === 'snapshot' ? '' : undefined;
}
