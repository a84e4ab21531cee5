import { Manifest } from './manifest.ts';

/** The manifest's JSON Schema as published in docs/reference: for editors, and for people who write no TypeScript. */
export function manifestSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Plimsoll subject manifest (subject.yaml)',
    // Typebox keeps symbols beside the schema; JSON has none.
    ...(JSON.parse(JSON.stringify(Manifest)) as Record<string, unknown>),
  };
}
