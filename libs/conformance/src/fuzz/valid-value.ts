import type { Draw } from './draw.ts';

/** The part of JSON Schema that the interface uses. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A moment that sequenced time will not reach: the year 2049. */
const farMicros = 2_500_000_000_000_000;

/** Texts that real requests hold; the first that fits a pattern is good enough. */
function candidate(draw: Draw, names: readonly string[]): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789-';
  const word = Array.from({ length: 1 + draw.below(12) }, () => letters[draw.below(letters.length)]).join('');
  return draw.of([
    draw.of(names),
    word,
    Buffer.from(word.repeat(1 + draw.below(8))).toString('base64'),
    '',
    'accepted',
  ]);
}

/** A value that fits the schema, drawn at random. `names` are members that exist. */
export function validValue(schema: Schema, draw: Draw, names: readonly string[]): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf !== undefined) return validValue(draw.of(schema.anyOf), draw, names);
  switch (schema.type as 'object' | 'array' | 'integer' | 'string') {
    case 'object': {
      const present = Object.entries(schema.properties ?? {}).filter(
        ([name]) => (schema.required ?? []).includes(name) || draw.chance(0.5),
      );
      return Object.fromEntries(present.map(([name, part]) => [name, validValue(part, draw, names)]));
    }
    case 'array': {
      const least = schema.minItems ?? 0;
      const length = least + draw.below(Math.min((schema.maxItems ?? 8) - least, 4) + 1);
      return Array.from({ length }, () => validValue(schema.items ?? {}, draw, names));
    }
    case 'integer': {
      const [least, most] = [schema.minimum ?? 0, schema.maximum ?? Number.MAX_SAFE_INTEGER];
      return draw.of([least, most, least + draw.below(1_000_000), farMicros + draw.below(60_000_000)]);
    }
    case 'string': {
      const pattern = new RegExp(schema.pattern ?? '', 'u');
      for (;;) {
        const text = candidate(draw, names);
        if (
          pattern.test(text) &&
          text.length >= (schema.minLength ?? 0) &&
          text.length <= (schema.maxLength ?? Infinity)
        )
          return text;
      }
    }
  }
  throw new Error(`the fuzzer does not know the schema ${JSON.stringify(schema)}`);
}
