/** Where text goes; colours are used on a terminal only, and never where NO_COLOR is set. */
export interface PaintTarget {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Terminal styles by meaning. Off, each returns its text as it is. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly soft: (text: string) => string;
}

const as =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`;
const same = (text: string): string => text;

/** Colours for a stream. */
export function paintFor(
  target: PaintTarget | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Paint {
  const on = target?.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  if (!on) return { good: same, bad: same, warn: same, strong: same, soft: same };
  return { good: as(36, 39), bad: as(31, 39), warn: as(33, 39), strong: as(1, 22), soft: as(2, 22) };
}

/** Columns that a text takes on a terminal: styles take none, wide characters two. */
export function width(text: string): number {
  let columns = 0;
  // oxlint-disable-next-line no-control-regex -- an escape sequence is what is looked for
  for (const character of text.replace(/\u001b\[[0-9;]*m/g, '')) {
    const code = character.codePointAt(0) ?? 0;
    if (/\p{M}/u.test(character)) continue;
    columns +=
      (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code < 0xd800) || code >= 0x1f300 ? 2 : 1;
  }
  return columns;
}

/** `text` cut to so many columns, with an ellipsis; for text without styles. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let out = '';
  for (const character of text) {
    if (width(out) + width(character) > columns - 1) break;
    out += character;
  }
  return columns > 0 ? `${out}…` : '';
}

/** `text` filled up with spaces to so many columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

/** `text` in lines of at most so many columns, broken at spaces. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const next = line === '' ? word : `${line} ${word}`;
    if (width(next) <= columns) line = next;
    else {
      if (line !== '') lines.push(line);
      line = cut(word, columns);
    }
  }
  return line === '' ? lines : [...lines, line];
}
