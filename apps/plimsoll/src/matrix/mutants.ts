import { join } from 'node:path';
import { Problem } from '@plimsoll/interface/problem/problem';
import { loadSubject, projectRoot, shippedSubjects, type Subject } from '../subject.ts';

/** The broken subjects that ship with the project, or those of them that are named (by mutant id or subject name). */
export async function loadMutants(only: string | undefined): Promise<readonly Subject[]> {
  const all: Subject[] = [];
  for (const path of await shippedSubjects()) {
    const subject = await loadSubject(path);
    if (subject.manifest.breaks !== undefined) all.push(subject);
  }
  if (only === undefined) return all;
  const wanted = only.split(',').map((name) => name.trim().toLowerCase());
  const names = (subject: Subject): readonly string[] => [
    subject.manifest.name.toLowerCase(),
    subject.manifest.breaks?.mutant.toLowerCase() ?? '',
  ];
  const unknown = wanted.filter((name) => !all.some((subject) => names(subject).includes(name)));
  if (unknown.length > 0) {
    throw new Problem(
      `No mutant ${unknown.join(', ')}`,
      `There are ${all.map((subject) => subject.manifest.breaks?.mutant).join(', ')}.`,
      'See them with `plimsoll list subjects`.',
    );
  }
  return all.filter((subject) => names(subject).some((name) => wanted.includes(name)));
}

/**
 * The subjects of a system that nothing may convict: its reference, and the odd ones that ship among the mutants and break
 * nothing. None where the system has no reference.
 */
export async function loadSound(system: string): Promise<readonly Subject[]> {
  const reference = join(projectRoot, 'apps', system, 'subject.yaml');
  const mutants = join(projectRoot, 'chaos/mutants');
  const paths = (await shippedSubjects()).filter((path) => path === reference || path.startsWith(mutants));
  const sound: Subject[] = [];
  for (const path of paths) {
    const subject = await loadSubject(path);
    if (subject.manifest.system === system && subject.manifest.breaks === undefined) sound.push(subject);
  }
  return sound;
}
