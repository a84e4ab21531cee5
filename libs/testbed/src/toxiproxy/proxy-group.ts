import { setTimeout as sleep } from 'node:timers/promises';
import { formatAddress } from '../lease/address-plan.ts';
import { readProcess, signalProcess } from '../process/process-table.ts';
import { establishedAt } from './established.ts';
import type { ProxyReport, Stream, Toxic } from './toxiproxy-api.ts';
import type { ProxyPlan, ToxiproxyProcess } from './toxiproxy-process.ts';

/** How long opened toxics drain before they are taken out. */
const DRAIN_MS = 100;

/** One proxy in the Toxiproxy process that serves it. */
export interface GroupMember {
  readonly process: ToxiproxyProcess;
  readonly proxy: ProxyPlan;
}

/** Proxies that suffer the same fault together: all of a link, or the one of a need route. */
export class ProxyGroup {
  readonly members: readonly GroupMember[];

  constructor(members: readonly GroupMember[]) {
    this.members = members;
  }

  /** The processes behind it, each once. */
  get processes(): readonly ToxiproxyProcess[] {
    return [...new Set(this.members.map(({ process }) => process))];
  }

  /** Adds toxics to each member; `make` says which, since streams depend on who dials. */
  async add(make: (member: GroupMember) => readonly Toxic[]): Promise<void> {
    await Promise.all(
      this.members.flatMap((member) =>
        make(member).map((toxic) => member.process.api.addToxic(member.proxy.name, toxic)),
      ),
    );
  }

  /**
   * Disables all proxies and makes sure, in the kernel's table, that every connection through them is closed:
   * Toxiproxy forgets a connection whose client's port was used before (its lists are keyed by it).
   */
  async disable(): Promise<void> {
    await this.#setEnabled(false);
    const addresses = this.members.map(({ proxy }) => proxy.listen);
    for (let waitedMs = 0; ; waitedMs += 10) {
      const open = establishedAt(addresses);
      if (open.length === 0) return;
      if (waitedMs >= 2_000) {
        const names = open.map(({ local, remote }) => `${formatAddress(remote)}>${formatAddress(local)}`);
        throw new Error(`cut did not close ${open.length} connections: ${names.join(' ')}`);
      }
      await sleep(10);
    }
  }

  async enable(): Promise<void> {
    await this.#setEnabled(true);
  }

  /** Undoes everything: processes run, no toxic is left, all proxies are enabled. Verified by asking Toxiproxy. */
  async heal(): Promise<void> {
    await Promise.all(
      this.processes.map(async (process) => {
        if (process.state === 'exited') await process.start();
        const { pid } = process;
        if (pid !== undefined && readProcess(pid)?.state === 'T') {
          await process.resume();
          signalProcess(pid, 'SIGCONT'); // Somebody else may have stopped it.
        }
      }),
    );
    const left = await this.#clean();
    if (left.length > 0) await this.#clean();
    const still = await this.findings();
    if (still.length > 0) throw new Error(`heal left ${still.join('; ')}`);
  }

  /**
   * Resets open connections: the processes are stopped until bytes wait in their sockets, and killed. The kernel then
   * answers with RST where bytes were unread, with FIN where a connection was idle. (The toxic `reset_peer` does not
   * do it: Toxiproxy 2.12 prepares the RST only for connections made after the toxic, and closes others politely.)
   * They come back with the toxics they had. `beforeKill` may send bytes of its own.
   */
  async resetByKill(windowMs: number, beforeKill: () => void): Promise<void> {
    await Promise.all(
      this.processes.map(async (process) => {
        const before = await process.api.proxies();
        await process.pause();
        beforeKill();
        await sleep(windowMs);
        await process.kill();
        await process.start();
        await Promise.all(
          before.map(async ({ name, enabled, toxics }) => {
            for (const toxic of toxics) await process.api.addToxic(name, toxic);
            if (!enabled) await process.api.update(name, { enabled });
          }),
        );
      }),
    );
  }

  /** What is wrong with its proxies now, in words, as Toxiproxy tells it. */
  async findings(): Promise<string[]> {
    const reports = await Promise.all(this.processes.map((process) => this.#findingsOf(process)));
    return reports.flat();
  }

  async #findingsOf(process: ToxiproxyProcess): Promise<string[]> {
    return (await this.#reportsOf(process)).flatMap(({ name, enabled, toxics }) => [
      ...(enabled ? [] : [`proxy ${name} of ${process.name} is disabled`]),
      ...toxics.map((toxic) => `toxic ${toxic.name} on proxy ${name} of ${process.name}`),
    ]);
  }

  async #clean(): Promise<string[]> {
    const reports = await Promise.all(
      this.processes.map(async (process) =>
        (await this.#reportsOf(process)).map((report) => ({ process, report })),
      ),
    );
    const toxics = reports
      .flat()
      .flatMap(({ process, report }) =>
        report.toxics.map((toxic) => ({ process, proxy: report.name, toxic })),
      );
    // A toxic that is taken out hands on what it holds, chunk by chunk, and waits 5 s for each where the receiver has
    // gone meanwhile, with its whole proxy locked. So it is opened first, and taken out when the dead have drained.
    await Promise.all(toxics.map(({ process, proxy, toxic }) => process.api.easeToxic(proxy, toxic)));
    if (toxics.length > 0) await sleep(DRAIN_MS);
    await Promise.all(toxics.map(({ process, proxy, toxic }) => process.api.removeToxic(proxy, toxic.name)));
    await Promise.all(
      reports
        .flat()
        .filter(({ report }) => !report.enabled)
        .map(({ process, report }) => process.api.update(report.name, { enabled: true })),
    );
    return this.findings();
  }

  async #reportsOf(process: ToxiproxyProcess): Promise<ProxyReport[]> {
    const mine = new Set(
      this.members.filter((member) => member.process === process).map(({ proxy }) => proxy.name),
    );
    return (await process.api.proxies()).filter(({ name }) => mine.has(name));
  }

  async #setEnabled(enabled: boolean): Promise<void> {
    await Promise.all(this.members.map(({ process, proxy }) => process.api.update(proxy.name, { enabled })));
  }
}

/** Longer than any run, milliseconds. */
const NEVER_MS = 1_000_000_000;

/**
 * Bytes of that stream stop and the connection stays; they flow again when it is removed. Made of `latency`: taking
 * `bandwidth` with rate 0 back makes Toxiproxy 2.12 panic (bandwidth.go slices by a rate that was changed since it was
 * compared), and a proxy that dies closes every connection of its link.
 */
export function stallToxic(stream: Stream): Toxic {
  return { name: `stall-${stream}`, type: 'latency', stream, attributes: { latency: NEVER_MS, jitter: 0 } };
}

/** Rate in kilobytes per second. */
export function limitToxic(stream: Stream, rate: number): Toxic {
  return { name: `limit-${stream}`, type: 'bandwidth', stream, attributes: { rate } };
}

/** Delay in milliseconds of each chunk. */
export function slowToxic(stream: Stream, latency: number, jitter: number): Toxic {
  return { name: `slow-${stream}`, type: 'latency', stream, attributes: { latency, jitter } };
}

/** The connection is torn down at the next byte. */
export function resetToxic(stream: Stream): Toxic {
  return { name: `reset-${stream}`, type: 'reset_peer', stream, attributes: { timeout: 0 } };
}
