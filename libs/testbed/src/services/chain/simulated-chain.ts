import type { ChainBlock, ChainReorganisation, ChainService, TestbedOptions } from '../../testbed.ts';
import type { ToxiproxyProcess } from '../../toxiproxy/toxiproxy-process.ts';
import type { ChainProcess } from './chain-process.ts';
import { fundsWei, quantity } from './deploy-contract.ts';
import type { ProxiedEndpoint } from './proxied-endpoint.ts';
import { submitterKey } from './submitter-key.ts';

/** What the chain of a testbed is put together from. */
export interface ChainParts {
  readonly process: ChainProcess;
  readonly chainId: number;
  readonly blockMs: number;
  readonly contract: string;
  readonly endpoints: readonly ProxiedEndpoint[];
  readonly proxies: readonly ToxiproxyProcess[];
  readonly submitters: ReadonlyMap<string, string>;
  /** By instance: addresses of its operator's submitters in its role, itself included, in the same order for all. */
  readonly colleagues: ReadonlyMap<string, readonly string[]>;
  /** Files with the keys of the instances that hold one. */
  readonly keyFiles: ReadonlyMap<string, string>;
}

/** A chain that stands, with the subject's contract on it. */
export class SimulatedChain implements ChainService {
  readonly kind = 'chain';
  readonly #parts: ChainParts;

  constructor(parts: ChainParts) {
    this.#parts = parts;
  }

  get chainId(): number {
    return this.#parts.chainId;
  }

  get blockMs(): number {
    return this.#parts.blockMs;
  }

  get contract(): string {
    return this.#parts.contract;
  }

  get process(): ChainProcess {
    return this.#parts.process;
  }

  get probeUrl(): string {
    return this.#parts.process.url;
  }

  get submitters(): ReadonlyMap<string, string> {
    return this.#parts.submitters;
  }

  get proxies(): readonly ToxiproxyProcess[] {
    return this.#parts.proxies;
  }

  endpoints(site?: string): readonly ProxiedEndpoint[] {
    return this.#parts.endpoints.filter((endpoint) => site === undefined || endpoint.site === site);
  }

  async head(): Promise<ChainBlock> {
    const block = await this.#parts.process.rpc()<{ number: string; hash: string }>(
      'eth_getBlockByNumber',
      'latest',
      false,
    );
    return { height: Number(block.number), hash: block.hash };
  }

  async reorg(depth: number): Promise<ChainReorganisation> {
    return this.#parts.process.tell('reorganise', [depth], 60_000);
  }

  async stallMining(): Promise<void> {
    await this.#parts.process.tell('stall');
  }

  async resumeMining(): Promise<void> {
    await this.#parts.process.tell('resume');
  }

  async dropTransactions(from: readonly string[], withinMs: number): Promise<readonly string[]> {
    return this.#parts.process.tell('drop', [from, withinMs], withinMs + 10_000);
  }

  async setBaseFee(wei: bigint | undefined): Promise<void> {
    await this.#parts.process.tell('charge', wei === undefined ? [] : [wei.toString()]);
  }

  async fundedKey(name: string): Promise<{ readonly address: string; readonly privateKey: string }> {
    const { address, privateKey } = submitterKey(`harness ${name}`);
    await this.#parts.process.rpc()('hardhat_setBalance', address, quantity(fundsWei));
    // A balance that was given is in no block: no reorganisation may go back before it.
    await this.#parts.process.tell('settle');
    return { address, privateKey };
  }

  /** What the templates of an instance say of the chain, by name. */
  templates(instance: string, site: string): Readonly<Record<string, string>> {
    const keyFile = this.#parts.keyFiles.get(instance);
    return {
      'needs.chain.urls': JSON.stringify(this.endpoints(site).map(({ url }) => url)),
      'needs.chain.contract': this.contract,
      'needs.chain.chainId': String(this.chainId),
      ...(keyFile === undefined
        ? {}
        : {
            'needs.chain.keyFile': keyFile,
            'needs.chain.submitters': JSON.stringify(this.#parts.colleagues.get(instance) ?? []),
          }),
    };
  }

  /** Faults that are still on, asked of the chain itself. */
  async findings(): Promise<string[]> {
    const { stalled, charged } = await this.#parts.process.tell<{ stalled: boolean; charged: boolean }>(
      'status',
    );
    return [
      ...(stalled ? ['the chain does not mine'] : []),
      ...(charged ? ['the chain charges a base fee of our making'] : []),
    ];
  }
}

/** What a topology says of the chain. */
export type ChainTopology = NonNullable<TestbedOptions['chain']>;
