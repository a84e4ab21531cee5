/** Values for the templates of a manifest, by name: `instance`, `ports.api`, `needs.postgres.url`, … */
export type TemplateValues = Readonly<Record<string, string>>;

/** A template names something that there is not. */
export class UnknownTemplate extends Error {
  readonly template: string;

  constructor(template: string, known: readonly string[]) {
    super(
      `{{${template}}} stands for nothing here; there are ${known.map((name) => `{{${name}}}`).join(' ')}`,
    );
    this.name = 'UnknownTemplate';
    this.template = template;
  }
}

/** Replaces each `{{name}}` of a text. Throws UnknownTemplate where the name has no value. */
export function expandText(text: string, values: TemplateValues): string {
  return text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new UnknownTemplate(name, Object.keys(values));
    return value;
  });
}

/** The same in every string of a value, keys left alone: for files that are written as JSON. */
export function expandValue(value: unknown, values: TemplateValues): unknown {
  if (typeof value === 'string') return expandText(value, values);
  if (Array.isArray(value)) return value.map((item) => expandValue(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expandValue(item, values)]));
}
