import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';
import { formatAddress } from '../lease/address-plan.ts';
import { SupervisedProcess } from '../process/supervised-process.ts';
import type { Supervisor } from '../supervisor/supervisor.ts';
import type { Address, TestbedOptions } from '../testbed.ts';
import { findToxiproxy } from './find-toxiproxy.ts';
import { ToxiproxyApi } from './toxiproxy-api.ts';

/** A proxy to be: where it listens and where it leads. */
export interface ProxyPlan {
  readonly name: string;
  readonly listen: Address;
  readonly upstream: Address;
}

/** One Toxiproxy server with its proxies: those of a directed pair of sites, or the need routes of one site. */
export class ToxiproxyProcess extends SupervisedProcess {
  readonly api: ToxiproxyApi;
  readonly proxies: readonly ProxyPlan[];
  /** Where proxies lead by now, if not as planned: kept for a restart of the process. */
  readonly #upstreams: Map<string, Address>;

  constructor(made: {
    readonly name: string;
    readonly site: string;
    readonly control: Address;
    readonly proxies: readonly ProxyPlan[];
    readonly dataDirectory: string;
    readonly logDirectory: string;
    readonly supervisor: Supervisor;
    readonly onProcess: NonNullable<TestbedOptions['onProcess']>;
  }) {
    const { name, control, dataDirectory, logDirectory } = made;
    const configuration = join(dataDirectory, `${name}.json`);
    const upstreams = new Map<string, Address>();
    super({
      ...made,
      stop: { signal: 'SIGTERM', withinMs: 1_000 },
      command: async (incarnation) => {
        const proxies = made.proxies.map((proxy) => ({
          name: proxy.name,
          listen: formatAddress(proxy.listen),
          upstream: formatAddress(upstreams.get(proxy.name) ?? proxy.upstream),
          enabled: true,
        }));
        await writeFile(configuration, JSON.stringify(proxies));
        return {
          file: findToxiproxy(),
          arguments: ['-host', control.host, '-port', String(control.port), '-config', configuration],
          directory: dataDirectory,
          environment: { LOG_LEVEL: 'warn' },
          stdoutPath: join(logDirectory, `${name}.${incarnation}.stdout.log`),
          stderrPath: join(logDirectory, `${name}.${incarnation}.stderr.log`),
        };
      },
    });
    this.#upstreams = upstreams;
    this.proxies = made.proxies;
    this.api = new ToxiproxyApi(`http://${formatAddress(control)}`);
  }

  /** Starts it and resolves when all its proxies listen. */
  override async start(): Promise<void> {
    await super.start();
    const deadline = AbortSignal.timeout(10_000);
    const died = this.gone().then(async () => {
      throw new Problem(
        `${this.name} ended at start`,
        await this.lastWords(),
        'a port may be taken: run again; if it stays, report it with the log',
        exitCodes.INVALID,
      );
    });
    await Promise.race([this.api.answers(deadline), died]);
    died.catch(() => undefined);
    // The server answers before its proxies are up.
    for (;;) {
      const enabled = (await this.api.proxies()).filter((proxy) => proxy.enabled);
      if (enabled.length === this.proxies.length) return;
      if (deadline.aborted) throw new Error(`${this.name}: ${await this.lastWords()}`);
      await new Promise((resolve) => void setTimeout(resolve, 10));
    }
  }

  /** Leads a proxy elsewhere, from now on and after a restart. */
  async pointTo(proxy: string, upstream: Address): Promise<void> {
    this.#upstreams.set(proxy, upstream);
    await this.api.update(proxy, { upstream: formatAddress(upstream) });
  }
}
