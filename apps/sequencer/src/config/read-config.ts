import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { ConfigFile, type Config } from './config.ts';
import { profiles } from './profile.ts';
import { refuseUnsafe } from './refuse-unsafe.ts';
import { RefusedConfiguration } from './refused-configuration.ts';

/**
 * Reads a configuration file, fills in the profile's defaults and refuses what cannot keep its promises.
 *
 * @throws RefusedConfiguration naming the setting
 */
export function readConfig(file: string): Config {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new RefusedConfiguration(`--config ${file}`, `cannot be read: ${(error as Error).message}`);
  }
  return completeConfig(value);
}

/** The same for a value that was read already. */
export function completeConfig(value: unknown): Config {
  const ajv = new Ajv({ allErrors: false });
  if (!ajv.validate(ConfigFile, value)) {
    const [problem] = ajv.errors ?? [];
    const extra: unknown = problem?.params['additionalProperty'];
    const where = problem?.instancePath.slice(1).replaceAll('/', '.') ?? '';
    throw new RefusedConfiguration(
      typeof extra === 'string' ? `setting ${extra}` : where || 'configuration',
      typeof extra === 'string' ? 'is not known' : (problem?.message ?? 'is not valid'),
    );
  }
  const file = value as ConfigFile;
  const profile = file.profile ?? 'swift';
  const config = { ...profiles[profile], ...file, profile } as Config;
  refuseUnsafe(config);
  return config;
}
