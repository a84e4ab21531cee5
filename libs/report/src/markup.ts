/** A piece of markup that needs no more escaping. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Value = Markup | string | number | null | undefined | false | readonly Value[];

/**
 * Tag for HTML and SVG templates: whatever is put in is escaped unless it is markup itself. Names and error texts
 * come from subjects that we do not know; nothing of theirs is ever read as markup.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let text = parts[0] ?? '';
  for (const [index, value] of values.entries()) text += render(value) + (parts[index + 1] ?? '');
  return new Markup(text);
}

/** Markup that was made elsewhere (a rendered chart). Never for text from a subject. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** Text with every character that means something in HTML or XML replaced, control characters made visible. */
export function escape(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(unprintable, (character) => visible(character));
}

/** Control characters but tab and line ends, characters that turn the direction of text, halves of pairs. */
const unprintable = /[^\P{Cc}\t\n\r]|[\p{Bidi_Control}\p{Cs}\ufffe\uffff]/gu;

function visible(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** `text` with control and direction-changing characters made visible: for terminals and XML. */
export function plain(text: string): string {
  return text.replace(unprintable, visible);
}

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return String(value);
  return value.map(render).join('');
}
