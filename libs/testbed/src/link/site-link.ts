import type { CanaryReport, Direction, Link } from '../testbed.ts';
import {
  limitToxic,
  slowToxic,
  stallToxic,
  type GroupMember,
  type ProxyGroup,
} from '../toxiproxy/proxy-group.ts';
import type { Stream } from '../toxiproxy/toxiproxy-api.ts';
import type { CanaryPath, PathReport } from './canary-path.ts';

const STREAMS: readonly Stream[] = ['upstream', 'downstream'];
/** How long a canary is waited for to show that bytes do not pass; a pass takes a few milliseconds. */
const SILENCE_MS = 150;
/** How long proxies stand still before a reset, so that bytes of busy connections are on their way. */
const RESET_WINDOW_MS = 30;

/**
 * All bytes between two sites, seen from one of them. `forth` is by bytes: upstream on the proxies dialled from
 * `from`, downstream on those dialled from `to`.
 */
export class SiteLink implements Link {
  readonly from: string;
  readonly to: string;
  readonly #group: ProxyGroup;
  readonly #dialledFrom: (member: GroupMember) => string;
  /** The canary dialled from `from`, then the one dialled from `to`. */
  readonly #paths: readonly [CanaryPath, CanaryPath];

  constructor(
    from: string,
    to: string,
    group: ProxyGroup,
    dialledFrom: (member: GroupMember) => string,
    paths: readonly [CanaryPath, CanaryPath],
  ) {
    this.from = from;
    this.to = to;
    this.#group = group;
    this.#dialledFrom = dialledFrom;
    this.#paths = paths;
  }

  async cut(): Promise<void> {
    await this.#group.disable();
  }

  async stall(direction: Direction): Promise<void> {
    // Toxiproxy adds a toxic connection by connection (its issue 148): a canary shows whether it took everywhere.
    for (let attempt = 1; ; attempt += 1) {
      await this.#group.add((member) => this.#streams(member, direction).map(stallToxic));
      const seen = await this.canary(SILENCE_MS);
      const passing = (seen.passed ?? []).filter(
        (pass) => direction === 'both' || pass.endsWith(` ${direction}`),
      );
      if (passing.length === 0) return;
      if (attempt === 3) {
        throw new Error(
          `stall ${direction} of link ${this.from}-${this.to} does not hold: bytes arrived on ${passing.join(', ')}`,
        );
      }
    }
  }

  async freeze(): Promise<void> {
    await Promise.all(this.#group.processes.map((process) => process.pause()));
  }

  async slow(latencyMs: number, jitterMs = 0): Promise<void> {
    await this.#group.add(() => STREAMS.map((stream) => slowToxic(stream, latencyMs, jitterMs)));
  }

  async limit(kilobytesPerSecond: number): Promise<void> {
    await this.#group.add(() => STREAMS.map((stream) => limitToxic(stream, kilobytesPerSecond)));
  }

  async reset(): Promise<void> {
    await this.#group.resetByKill(RESET_WINDOW_MS, () => {
      for (const path of this.#paths) path.poke();
    });
    await Promise.all(this.#paths.map((path) => path.stand()));
  }

  async heal(): Promise<void> {
    await this.#group.heal();
    const seen = await this.canary(5_000);
    if (!seen.forth || !seen.back) {
      throw new Error(
        `link ${this.from}-${this.to} is healed by its own account, but bytes pass only on: ${(seen.passed ?? []).join(', ') || 'nothing'}`,
      );
    }
    await Promise.all(this.#paths.map((path) => path.stand()));
  }

  async canary(withinMs: number): Promise<CanaryReport> {
    const reports = await Promise.all(this.#paths.map((path) => path.look(withinMs)));
    const [out, home] = reports as [PathReport, PathReport];
    const sightings = [
      { name: 'standing connection from', seen: out.standing, forth: 'forth', back: 'back' },
      { name: 'new connection from', seen: out.fresh, forth: 'forth', back: 'back' },
      // The other path was dialled from the far side: its forth is our back.
      { name: 'standing connection to', seen: home.standing, forth: 'back', back: 'forth' },
      { name: 'new connection to', seen: home.fresh, forth: 'back', back: 'forth' },
    ] as const;
    const verdict = { forth: true, back: true, connected: out.fresh.connected && home.fresh.connected };
    const passed: string[] = [];
    for (const { name, seen, forth, back } of sightings) {
      if (seen === undefined) continue;
      for (const [arrived, direction] of [
        [seen.forth, forth],
        [seen.back, back],
      ] as const) {
        if (arrived) passed.push(`${name} ${this.from} ${direction}`);
        else verdict[direction] = false;
      }
    }
    const ended = reports.map((report) => report.ended).filter((end) => end !== undefined);
    const took = reports.map((report) => report.soonestMs).filter((ms) => ms !== undefined);
    return { ...verdict, passed, ended, ...(took.length === 0 ? {} : { soonestMs: Math.min(...took) }) };
  }

  #streams(member: GroupMember, direction: Direction): readonly Stream[] {
    if (direction === 'both') return STREAMS;
    const outwards = this.#dialledFrom(member) === this.from;
    return [(direction === 'forth') === outwards ? 'upstream' : 'downstream'];
  }
}
