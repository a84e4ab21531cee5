import { mkdir, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expandText, expandValue, type TemplateValues } from '@plimsoll/interface/manifest/expand';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';
import type { ProcessClock } from '../clock/process-clock.ts';
import { compileCacheDirectory } from '../process/compile-cache.ts';
import { SupervisedProcess, describeExit } from '../process/supervised-process.ts';
import type { SpawnSpecification } from '../supervisor/protocol.ts';
import type { Supervisor } from '../supervisor/supervisor.ts';
import type { Address, Instance, TestbedOptions } from '../testbed.ts';
import type { Placement } from './placement.ts';

/** What an instance gets from its testbed. */
export interface InstanceSurroundings {
  readonly supervisor: Supervisor;
  readonly onProcess: NonNullable<TestbedOptions['onProcess']>;
  readonly manifestDirectory: string;
  readonly logDirectory: string;
  /** Folder of its own: data and files, kept across restarts. */
  readonly directory: string;
  readonly addressFrom: (site: string, port: string) => Address;
  /** Values that do not depend on the incarnation. */
  readonly values: TemplateValues;
  readonly clock: ProcessClock | undefined;
}

/** What a subject inherits from our environment: enough to find programs, nothing that could be a secret. */
const INHERITED = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/** A running copy of a component of the subject, started as its manifest says. */
export class SubjectInstance extends SupervisedProcess implements Instance {
  readonly role: string;
  readonly serves: 'node' | 'gateway' | 'internal';
  readonly ordinal: number;
  readonly clock: ProcessClock | undefined;
  readonly #placement: Placement;
  readonly #surroundings: InstanceSurroundings;

  constructor(placement: Placement, surroundings: InstanceSurroundings) {
    const { component, name, site } = placement;
    super({
      name,
      site,
      supervisor: surroundings.supervisor,
      onProcess: surroundings.onProcess,
      stop: {
        signal: component.stop.signal as NodeJS.Signals,
        withinMs: component.stop.withinMs,
      },
      command: (incarnation) => prepare(placement, surroundings, incarnation),
    });
    this.role = component.role;
    this.serves = component.serves;
    this.ordinal = placement.ordinal;
    this.clock = surroundings.clock;
    this.#placement = placement;
    this.#surroundings = surroundings;
  }

  addressFrom(site: string, port: string): Address {
    return this.#surroundings.addressFrom(site, port);
  }

  async ready(withinMs = this.#placement.component.readiness.withinMs): Promise<void> {
    const { readiness } = this.#placement.component;
    const { host, port } = this.addressFrom(this.site, readiness.port);
    const url = `http://${host}:${port}${readiness.path}`;
    const deadline = performance.now() + withinMs;
    let seen = 'nothing yet';
    for (let pauseMs = 10; ; pauseMs = Math.min(100, pauseMs * 1.5)) {
      if (this.state === 'exited' || this.state === 'created') {
        throw new Problem(
          `${this.name} ended before it was ready`,
          `${this.exit === undefined ? 'it does not run' : describeExit(this.exit)}; it said:\n${await this.lastWords()}`,
          'see its log; try its command by hand',
          exitCodes.FAIL,
        );
      }
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) {
        throw new Problem(
          `${this.name} was not ready within ${withinMs} ms`,
          `GET ${url} last gave: ${seen}; its stderr ends with:\n${await this.lastWords()}`,
          'see its log, or allow more time in readiness.withinMs of the manifest',
          exitCodes.FAIL,
        );
      }
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(Math.min(1_000, leftMs)) });
        const body = await readSome(response, 300);
        seen = `${response.status} ${body}`;
        if (response.status === 200) break;
      } catch (error) {
        const cause = error instanceof Error ? (error.cause ?? error) : error;
        seen = cause instanceof Error ? cause.message : String(cause);
      }
      await sleep(Math.min(pauseMs, Math.max(0, deadline - performance.now())));
    }
    this.#surroundings.onProcess({
      instance: this.name,
      site: this.site,
      event: 'ready',
      ...(this.pid === undefined ? {} : { pid: this.pid }),
    });
  }
}

/** Folders, files and command of one incarnation. */
async function prepare(
  { component, name }: Placement,
  surroundings: InstanceSurroundings,
  incarnation: number,
): Promise<SpawnSpecification> {
  const dataDir = join(surroundings.directory, 'data');
  const filesDirectory = join(surroundings.directory, 'files');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await mkdir(filesDirectory, { recursive: true, mode: 0o700 });
  const files = Object.entries(component.start.files ?? {});
  const pathOf = (file: string, content: unknown): string =>
    join(filesDirectory, typeof content === 'string' || file.includes('.') ? file : `${file}.json`);
  const values: TemplateValues = {
    ...surroundings.values,
    dataDir,
    incarnation: String(incarnation),
    ...Object.fromEntries(files.map(([file, content]) => [`files.${file}`, pathOf(file, content)] as const)),
  };
  for (const [file, content] of files) {
    const text =
      typeof content === 'string'
        ? expandText(content, values)
        : `${JSON.stringify(expandValue(content, values), null, 2)}\n`;
    await writeFile(pathOf(file, content), text, { mode: 0o600 });
  }
  const [program = '', ...arguments_] = component.start.command.map((part) => expandText(part, values));
  const inherited = INHERITED.flatMap((key) => {
    const value = process.env[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    // A bare word is looked up in PATH, a path is from the manifest's folder.
    file:
      program.includes('/') && !isAbsolute(program)
        ? resolve(surroundings.manifestDirectory, program)
        : program,
    arguments: arguments_,
    directory: surroundings.manifestDirectory,
    environment: {
      ...Object.fromEntries(inherited),
      NODE_COMPILE_CACHE: compileCacheDirectory(),
      ...(await surroundings.clock?.environment()),
      ...(expandValue(component.start.environment ?? {}, values) as Record<string, string>),
    },
    stdoutPath: join(surroundings.logDirectory, `${name}.${incarnation}.stdout.log`),
    stderrPath: join(surroundings.logDirectory, `${name}.${incarnation}.stderr.log`),
  };
}

/** The beginning of a body; the rest is thrown away unread, however long it is. */
async function readSome(response: Response, characters: number): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (text.length < characters) {
    const { done, value } = await reader.read();
    if (done) return text.trim();
    text += value;
  }
  await reader.cancel();
  return `${text.slice(0, characters)}…`;
}
