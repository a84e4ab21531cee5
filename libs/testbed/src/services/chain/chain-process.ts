import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';
import { compileCacheDirectory } from '../../process/compile-cache.ts';
import { SupervisedProcess } from '../../process/supervised-process.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Address } from '../../testbed.ts';
import type { Block } from './miner.ts';
import type { ChainOrders, ChainVerb } from './orders.ts';
import { post, rpcAt, type Rpc } from './rpc.ts';

/** The site of the chain: its own, which is in no list of sites. */
export const chainSite = 'chain';

const STARTS_WITHIN_MS = 60_000;

/** The process in which the chain lives, and the harness's hand on it. */
export class ChainProcess extends SupervisedProcess {
  readonly url: string;
  readonly #control: Address;

  constructor(
    { rpc, control, chainId, blockMs }: Omit<ChainOrders, 'directory'>,
    surroundings: Surroundings,
  ) {
    const name = 'chain';
    const directory = join(surroundings.dataDirectory, name);
    super({
      ...surroundings,
      name,
      site: chainSite,
      stop: { signal: 'SIGTERM', withinMs: 2_000 },
      command: async (incarnation) => {
        const orders: ChainOrders = { rpc, control, chainId, blockMs, directory };
        await mkdir(directory, { recursive: true });
        await writeFile(join(directory, 'package.json'), '{ "type": "module" }\n');
        return {
          file: process.execPath,
          arguments: [fileURLToPath(new URL('main.ts', import.meta.url)), JSON.stringify(orders)],
          directory,
          environment: {
            PATH: process.env['PATH'] ?? '',
            // Hardhat keeps what it keeps in the user's folders: give it one that goes away.
            HOME: directory,
            XDG_CACHE_HOME: directory,
            XDG_CONFIG_HOME: directory,
            XDG_DATA_HOME: directory,
            HARDHAT_DISABLE_TELEMETRY: 'true',
            CI: 'true',
            NODE_COMPILE_CACHE: compileCacheDirectory(),
          },
          stdoutPath: join(surroundings.logDirectory, `${name}.${incarnation}.stdout.log`),
          stderrPath: join(surroundings.logDirectory, `${name}.${incarnation}.stderr.log`),
        };
      },
    });
    this.url = `http://${rpc.host}:${rpc.port}`;
    this.#control = control;
  }

  /** JSON-RPC straight to it, past every proxy. */
  rpc(withinMs?: number): Rpc {
    return rpcAt(this.url, withinMs);
  }

  /** Starts it and resolves when it mines. */
  override async start(): Promise<void> {
    await super.start();
    const deadline = performance.now() + STARTS_WITHIN_MS;
    for (;;) {
      try {
        const { head } = await this.tell<{ head: Block }>('status');
        if (head.hash !== '') return;
      } catch (error) {
        if (this.exit !== undefined || performance.now() > deadline) {
          throw new Problem(
            'the chain did not start',
            `${error instanceof Error ? error.message : String(error)}; it said: ${await this.lastWords()}`,
            'see its log; if Hardhat misses its native binary, run the set-up again under Node 24',
            exitCodes.INVALID,
            error,
          );
        }
      }
      await sleep(20);
    }
  }

  /** Asks its control port. Throws with its words when it cannot. */
  async tell<Result>(verb: ChainVerb, given: readonly unknown[] = [], withinMs = 20_000): Promise<Result> {
    const { host, port } = this.#control;
    const answer = JSON.parse(
      await post(`http://${host}:${port}/${verb}`, JSON.stringify(given), { withinMs }),
    ) as {
      result?: Result;
      error?: string;
    };
    if (answer.error !== undefined) throw new Error(`chain, ${verb}: ${answer.error}`);
    return answer.result as Result;
  }
}
