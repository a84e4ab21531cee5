import { Problem } from '@plimsoll/interface/problem/problem';
import type { Instance, TestbedOptions } from '../testbed.ts';

/**
 * Waits until every instance is ready, and throws as soon as one cannot become so. With `onNotReady` every node is waited for first, whatever
 * the others say; who only helps nodes or stands before them has no configuration of its own to refuse, and may wait for a node for ever.
 *
 * @throws what the first instance that is not ready gave as its reason
 */
export async function awaitReady(
  instances: readonly Pick<Instance, 'name' | 'serves' | 'ready'>[],
  progress: (line: string) => void,
  onNotReady?: TestbedOptions['onNotReady'],
): Promise<void> {
  const wait = async (instance: Pick<Instance, 'name' | 'ready'>): Promise<void> => {
    await instance.ready();
    progress(`${instance.name} is ready`);
  };
  if (onNotReady === undefined) {
    await Promise.all(instances.map(wait));
    return;
  }
  const refused: unknown[] = [];
  await Promise.all(
    instances
      .filter(({ serves }) => serves === 'node')
      .map((node) =>
        wait(node).catch((error: unknown) => {
          refused.push(error);
          onNotReady(node.name, wordsOf(error));
        }),
      ),
  );
  if (refused.length > 0) throw refused[0];
  await Promise.all(instances.filter(({ serves }) => serves !== 'node').map(wait));
}

function wordsOf(error: unknown): string {
  if (error instanceof Problem) return `${error.message}: ${error.why}`;
  return error instanceof Error ? error.message : String(error);
}
