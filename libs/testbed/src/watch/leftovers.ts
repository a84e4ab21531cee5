import type { ProcessClock } from '../clock/process-clock.ts';
import { familyOf, readProcessTable } from '../process/process-table.ts';
import type { ManagedProcess } from '../testbed.ts';
import type { ToxiproxyProcess } from '../toxiproxy/toxiproxy-process.ts';

/**
 * Faults that are still on, asked of Toxiproxy, of `/proc` and of the clock files: never of our own bookkeeping, which
 * would hide exactly the fault whose healing was forgotten.
 */
export async function findLeftovers(found: {
  readonly proxies: readonly ToxiproxyProcess[];
  readonly processes: readonly ManagedProcess[];
  readonly clocks: readonly ProcessClock[];
}): Promise<string[]> {
  const table = readProcessTable();
  const paused = (process: ManagedProcess): boolean =>
    process.pid !== undefined &&
    familyOf(process.pid, table).some(({ state }) => state === 'T' || state === 't');
  const stopped = [...found.proxies, ...found.processes].filter(paused);
  const asked = found.proxies.filter((proxy) => !stopped.includes(proxy));
  const reports = await Promise.all(
    asked.map(async (proxy) => {
      if (proxy.pid === undefined) return [`${proxy.name} does not run`];
      try {
        return (await proxy.api.proxies()).flatMap(({ name, enabled, toxics }) => [
          ...(enabled ? [] : [`proxy ${name} of ${proxy.name} is disabled`]),
          ...toxics.map((toxic) => `toxic ${toxic.name} on proxy ${name} of ${proxy.name}`),
        ]);
      } catch (error) {
        return [`${proxy.name} does not answer: ${error instanceof Error ? error.message : String(error)}`];
      }
    }),
  );
  const clocks = await Promise.all(found.clocks.map((clock) => clock.finding()));
  return [
    ...stopped.map(({ name, pid }) => `${name} (pid ${pid}) is stopped`),
    ...reports.flat(),
    ...clocks.filter((finding) => finding !== undefined),
  ];
}
