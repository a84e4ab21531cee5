import type { Checker } from '../guarantee.ts';

type Handlers = Checker['on'];

/** One set of handlers that calls those of all parts, in order: several measures in one pass over the records. */
export function dispatch(parts: readonly Handlers[]): Handlers {
  const lists = new Map<string, ((record: never) => void)[]>();
  for (const part of parts)
    for (const [kind, handler] of Object.entries(part)) {
      const list = lists.get(kind) ?? [];
      list.push(handler as (record: never) => void);
      lists.set(kind, list);
    }
  const all = [...lists].map(([kind, list]) => [
    kind,
    (record: never): void => {
      for (const handler of list) handler(record);
    },
  ]);
  return Object.fromEntries(all) as Handlers;
}
