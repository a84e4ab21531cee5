/** A TOML table. */
export type Table = Readonly<Record<string, unknown>>;

/** One file over another: tables merge key by key, anything else is replaced; the last wins (upstream's `--override`). */
export function mergeTables(base: Table, over: Table): Table {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isTable(before) && isTable(value) ? mergeTables(before, value) : value;
  }
  return merged;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
