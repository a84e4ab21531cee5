import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A project of the workspace, as its package.json tells. */
export interface Project {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly packageName: string;
  readonly tags: readonly string[];
  /** Packages that it declares, those for tests included. */
  readonly dependencies: readonly string[];
  /** Paths of the references in its tsconfig.json, as they stand there; empty if it has none. */
  readonly references: readonly string[];
}

interface PackageFile {
  readonly name: string;
  readonly nx?: { readonly name?: string; readonly tags?: readonly string[] };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** All projects of the workspace in `root`. */
export function readProjects(root: string): Project[] {
  const { workspaces } = readPackage<{ workspaces: string[] }>(root);
  return workspaces
    .flatMap((pattern) => globSync(join(pattern, 'package.json'), { cwd: root }))
    .map((file) => {
      const folder = join(root, dirname(file));
      const { name, nx, dependencies, devDependencies } = readPackage<PackageFile>(folder);
      const configuration = join(folder, 'tsconfig.json');
      return {
        name: nx?.name ?? name,
        folder,
        packageName: name,
        tags: nx?.tags ?? [],
        dependencies: Object.keys({ ...dependencies, ...devDependencies }),
        references: existsSync(configuration) ? readReferences(configuration) : [],
      };
    });
}

function readPackage<Shape>(folder: string): Shape {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Shape;
}

function readReferences(configuration: string): string[] {
  const { references = [] } = JSON.parse(readFileSync(configuration, 'utf8')) as {
    references?: { path: string }[];
  };
  return references.map(({ path }) => path);
}
