/** A page of a list. */
export interface Page<Item> {
  readonly hasMoreResults: boolean;
  readonly items: readonly Item[];
}

/**
 * Cuts a list into a page of `softLimit` items and those that share the last one's key: a page never splits a nonce
 * (facts/rollup.md, "Where the page contradicts itself"), so that asking on from the last nonce plus 1 skips nothing. `items` are in order
 * of the key; it is enough to pass all that might be in the page and one more with another key.
 */
export function cutPage<Item>(
  items: readonly Item[],
  softLimit: number,
  keyOf: (item: Item) => string | number,
): Page<Item> {
  let end = Math.min(softLimit, items.length);
  const last = items[end - 1];
  if (last !== undefined) {
    const key = keyOf(last);
    while (end < items.length && keyOf(items[end] as Item) === key) end += 1;
  }
  return { hasMoreResults: end < items.length, items: items.slice(0, end) };
}
