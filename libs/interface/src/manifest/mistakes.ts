import { constants } from 'node:os';
import { Ajv, type ErrorObject } from 'ajv';
import { operatorCapabilities } from '../operator/capability.ts';
import { sequencerCapabilities } from '../sequencer/capability.ts';
import { Manifest, type Component } from './manifest.ts';

/** Something wrong in a manifest. */
export interface Mistake {
  /** Keys and indexes from the root. */
  readonly path: readonly string[];
  readonly why: string;
  readonly fix: string;
}

const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
const check = ajv.compile(Manifest);

/** Everything wrong with a value that should be a manifest: first its shape, and if that is right, its sense. */
export function mistakesOf(value: unknown): readonly Mistake[] {
  if (!check(value)) return shapeMistakes(check.errors ?? []);
  return senseMistakes(value as Manifest);
}

function shapeMistakes(errors: readonly ErrorObject[]): Mistake[] {
  // Alternatives that failed say so one by one; the anyOf above them says it once.
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ schemaPath }) => schemaPath);
  return errors
    .filter(({ schemaPath }) => !unions.some((union) => schemaPath.startsWith(`${union}/`)))
    .map(shapeMistake);
}

function shapeMistake({ keyword, instancePath, params, message, data, schema }: ErrorObject): Mistake {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const shown = JSON.stringify(data)?.slice(0, 60) ?? 'nothing';
  switch (keyword) {
    case 'required': {
      const { missingProperty } = params as { missingProperty: string };
      return { path: [...path, missingProperty], why: 'it is missing', fix: `add ${missingProperty}` };
    }
    case 'additionalProperties': {
      const { additionalProperty } = params as { additionalProperty: string };
      return {
        path: [...path, additionalProperty],
        why: 'a manifest has no such key here',
        fix: 'remove it, or correct its spelling',
      };
    }
    case 'anyOf': {
      const choices = (schema as { const?: unknown }[]).map((choice) => JSON.stringify(choice.const));
      return { path, why: `it is ${shown}`, fix: `write one of ${choices.join(', ')}` };
    }
    case 'const':
      return {
        path,
        why: `it is ${shown}`,
        fix: `write ${JSON.stringify((params as { allowedValue: unknown }).allowedValue)}`,
      };
    case 'pattern':
      return { path, why: `it is ${shown}`, fix: `write something that matches ${String(schema)}` };
    default:
      return { path, why: `it is ${shown}`, fix: `it ${message ?? 'is wrong'}` };
  }
}

/** What a manifest may say of each kind of need, after `needs.`. */
const needTemplates = {
  postgres: ['postgres.url'],
  kafka: ['kafka.brokers', 'kafka.topics'],
  chain: ['chain.urls', 'chain.contract', 'chain.chainId', 'chain.keyFile', 'chain.submitters'],
} as const;

const PLAIN = new Set(
  'instance site ordinal incarnation dataDir members accounts total node manifestDir'.split(' '),
);

function senseMistakes(manifest: Manifest): Mistake[] {
  const mistakes: Mistake[] = [];
  const roles = manifest.components.map(({ role }) => role);
  if (!manifest.components.some(({ serves }) => serves === 'node')) {
    mistakes.push({
      path: ['components'],
      why: 'none of them serves as a node, so nothing speaks the interface',
      fix: 'let one say `serves: node`',
    });
  }
  const known = manifest.system === 'operator' ? operatorCapabilities : sequencerCapabilities;
  for (const [index, capability] of manifest.capabilities.entries()) {
    if (Object.hasOwn(known, capability)) continue;
    mistakes.push({
      path: ['capabilities', String(index)],
      why: `a ${manifest.system} has no capability "${capability}"`,
      fix: `write one of ${Object.keys(known).join(', ')}`,
    });
  }
  for (const [index, component] of manifest.components.entries()) {
    const path = ['components', String(index)];
    const at = (...rest: string[]): string[] => [...path, ...rest];
    if (roles.indexOf(component.role) !== index) {
      mistakes.push({
        path: at('role'),
        why: `"${component.role}" is there twice`,
        fix: 'give each component a role of its own',
      });
    }
    if (component.serves !== 'internal' && !component.ports.includes('api')) {
      mistakes.push({
        path: at('ports'),
        why: `a ${component.serves} is spoken to at its port "api"`,
        fix: 'add api',
      });
    }
    if (!component.ports.includes(component.readiness.port)) {
      mistakes.push({
        path: at('readiness', 'port'),
        why: `it has no port "${component.readiness.port}"`,
        fix: `write one of ${component.ports.join(', ') || '(none: add one to ports)'}`,
      });
    }
    if (!Object.hasOwn(constants.signals, component.stop.signal)) {
      mistakes.push({
        path: at('stop', 'signal'),
        why: `there is no signal ${component.stop.signal}`,
        fix: 'write SIGTERM, SIGINT or another signal of the system',
      });
    }
    for (const file of Object.keys(component.start.files ?? {})) {
      if (/^[\w.-]+$/.test(file) && !/^\.+$/.test(file)) continue;
      mistakes.push({
        path: at('start', 'files', file),
        why: 'it is a plain file name',
        fix: 'use letters, digits, dot, dash and underscore',
      });
    }
    for (const [where, name] of templatesIn(component.start, at('start'))) {
      const why = templateMistake(name, component, roles, manifest);
      if (why !== undefined) mistakes.push({ path: where, ...why });
    }
  }
  return mistakes;
}

function* templatesIn(
  value: unknown,
  path: readonly string[],
): Generator<readonly [readonly string[], string]> {
  if (typeof value === 'string') {
    for (const match of value.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)) yield [path, match[1] ?? ''];
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* templatesIn(item, [...path, key]);
  }
}

function templateMistake(
  name: string,
  component: Component,
  roles: readonly string[],
  manifest: Manifest,
): Omit<Mistake, 'path'> | undefined {
  const [family = '', ...rest] = name.split('.');
  const member = rest.join('.');
  const among = (known: readonly string[]): Omit<Mistake, 'path'> | undefined =>
    known.includes(member)
      ? undefined
      : {
          why: `{{${name}}} stands for nothing`,
          fix:
            known.length === 0
              ? `declare ${family} first`
              : `write one of ${known.map((each) => `{{${family}.${each}}}`).join(', ')}`,
        };
  if (rest.length === 0 && PLAIN.has(family)) return undefined;
  if (family === 'ports') return among(component.ports);
  if (family === 'files') return among(Object.keys(component.start.files ?? {}));
  if (family === 'peers') return among(roles);
  if (family === 'beside') return among(roles);
  if (family === 'needs') return among(manifest.needs.flatMap(({ kind }) => needTemplates[kind]));
  return {
    why: `{{${name}}} stands for nothing`,
    fix: `write one of ${[...PLAIN].map((each) => `{{${each}}}`).join(', ')}, or {{ports.…}}, {{files.…}}, {{peers.…}}, {{beside.…}}, {{needs.…}}`,
  };
}
