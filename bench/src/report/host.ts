import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';

/** What the figures hold for: processor, memory, kernel and versions of what took part (HS-14). */
export function describeHost(): string {
  const processors = cpus();
  const gibibytes = (totalmem() / 2 ** 30).toFixed(0);
  const { dependencies = {} } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
  ) as { dependencies?: Readonly<Record<string, string>> };
  const version = (name: string): string => `${name} ${dependencies[name] ?? '?'}`;
  return (
    `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${gibibytes} GiB, ` +
    `Linux ${release()}, Node ${process.versions.node}, V8 ${process.versions.v8}, ` +
    `${['pg', 'fastify', 'autocannon', 'tinybench'].map(version).join(', ')}`
  );
}
