import { Problem } from '@plimsoll/interface/problem/problem';

/** Something that was started and can be stopped. */
export interface Stoppable {
  readonly stop: () => Promise<void>;
}

/**
 * Runs a program until SIGTERM or SIGINT and stops it gracefully. Exit code 0 after a stop, that of the Problem when it cannot
 * start as configured, 1 otherwise.
 *
 * @param limitMs after which the process ends, whatever hangs
 */
export async function stopOnSignal(start: () => Promise<Stoppable>, limitMs: () => number): Promise<never> {
  const stopRequested = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  try {
    const running = await Promise.race([start(), stopRequested]);
    if (!running) process.exit(0);
    await stopRequested;
    setTimeout(() => process.exit(0), limitMs()).unref();
    await running.stop();
    process.exit(0);
  } catch (error) {
    if (error instanceof Problem) console.error(error.toString());
    else console.error(error);
    process.exit(error instanceof Problem ? error.exitCode : 1);
  }
}
