/** The typed arrays that columns are made of. */
type Column = Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Uint8Array;

/**
 * A column with room for index `needed`: itself, or a copy of at least twice its length, new cells holding `fill`.
 * Facts about millions of sends and events are kept in such columns (5 M records are judged in less than 1 GB).
 */
export function grown<C extends Column>(column: C, needed: number, fill = 0): C {
  if (needed < column.length) return column;
  const larger = new (column.constructor as new (length: number) => C)(
    Math.max(needed + 1, column.length * 2, 1024),
  );
  larger.set(column as never);
  if (fill !== 0) larger.fill(fill as never, column.length);
  return larger;
}
