import { Ajv } from 'ajv';
import type { TSchema } from 'typebox';
import { Problem } from '@plimsoll/interface/problem/problem';
import type { Table } from './merge-tables.ts';

/**
 * Checks a configuration against its schema.
 *
 * @throws Problem naming the key: one that is not known, or one with a value that it cannot have
 */
export function checkShape(schema: TSchema, table: Table): void {
  const ajv = new Ajv({ allErrors: false });
  if (ajv.validate(schema, table)) return;
  // The first complaint inside a choice is about one alternative; the last one is about the choice.
  const complaint = ajv.errors?.at(-1);
  const section = complaint?.instancePath.slice(1).replaceAll('/', '.') ?? '';
  const extra: unknown = complaint?.params['additionalProperty'];
  if (typeof extra === 'string') {
    throw new Problem(
      `the key ${section === '' ? extra : `${section}.${extra}`} is not known`,
      'a key that nobody reads is a setting that does not hold',
      'remove it or correct its name; --schema prints all keys',
    );
  }
  throw new Problem(
    `the key ${section} ${complaint?.message ?? 'is not valid'}`,
    'its value is not one that it can have',
    'correct it; --schema prints all keys',
  );
}
