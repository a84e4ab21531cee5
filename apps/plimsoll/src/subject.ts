import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import { loadManifest } from '@plimsoll/interface/manifest/load';
import { Problem } from '@plimsoll/interface/problem/problem';

/** A subject as named on the command line: its manifest, resolved, with where it came from. */
export interface Subject {
  readonly manifest: Manifest;
  readonly digest: string;
  /** Folder of the manifest; its commands are relative to it. */
  readonly directory: string;
  /** As shown and stored: relative to the folder that the command ran in. */
  readonly path: string;
}

/** Root of this project: two folders above apps/plimsoll. */
export const projectRoot = resolve(import.meta.dirname, '../../..');

/** The reference of each system, in the order in which they are certified. */
export const referenceSubjects: readonly string[] = ['sequencer', 'operator'].map((name) =>
  join(projectRoot, 'apps', name, 'subject.yaml'),
);

/** The subject that is meant where one is needed and none is named. */
export const referenceSubject = join(projectRoot, 'apps/sequencer/subject.yaml');

/** Folders whose `*.yaml` are subjects that ship with the project; found by name, never imported (design, section 2). */
const subjectFolders = ['apps', 'chaos/mutants'] as const;

/** Manifests that ship with the project, sorted. */
export async function shippedSubjects(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of subjectFolders) {
    const parent = join(projectRoot, folder);
    if (!existsSync(parent)) continue;
    for (const entry of (await readdir(parent)).sort()) {
      const directory = join(parent, entry);
      if (!(await stat(directory)).isDirectory()) continue;
      const manifests = (await readdir(directory)).filter((name) => name.endsWith('.yaml')).sort();
      found.push(...manifests.map((name) => join(directory, name)));
    }
  }
  return found;
}

/** Loads a subject by the path of its manifest, by its folder, or by the name of one that ships with the project. */
export async function loadSubject(named: string = referenceSubject): Promise<Subject> {
  const path = await locate(named);
  const { manifest, digest } = await loadManifest(path);
  return { manifest, digest, directory: dirname(path), path: relative(process.cwd(), path) || path };
}

async function locate(named: string): Promise<string> {
  const direct = resolve(named);
  if (existsSync(direct)) {
    return (await stat(direct)).isDirectory() ? join(direct, 'subject.yaml') : direct;
  }
  const shipped = await shippedSubjects();
  const byFolder = shipped.find(
    (path) => path.endsWith(`/${named}/subject.yaml`) || path.endsWith(`/${named}.yaml`),
  );
  if (byFolder !== undefined) return byFolder;
  throw new Problem(
    `No subject "${named}"`,
    'It is neither a manifest file, nor a folder with subject.yaml, nor the name of a subject that ships with Plimsoll.',
    'Give the path of a subject.yaml, or a name from `plimsoll list subjects`.',
  );
}
