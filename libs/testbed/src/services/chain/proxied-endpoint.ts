import type { Address, ChainEndpoint } from '../../testbed.ts';
import { slowToxic, stallToxic, type ProxyGroup } from '../../toxiproxy/proxy-group.ts';
import type { Stream } from '../../toxiproxy/toxiproxy-api.ts';
import { rpcAnswers } from './rpc-answers.ts';

const STREAMS: readonly Stream[] = ['upstream', 'downstream'];

/** One way from a site to the chain: a proxy of its own. */
export class ProxiedEndpoint implements ChainEndpoint {
  readonly site: string;
  readonly number: number;
  readonly address: Address;
  readonly url: string;
  readonly #group: ProxyGroup;

  constructor(
    { site, number, address }: { readonly site: string; readonly number: number; readonly address: Address },
    group: ProxyGroup,
  ) {
    this.site = site;
    this.number = number;
    this.address = address;
    this.url = `http://${address.host}:${address.port}`;
    this.#group = group;
  }

  async cut(): Promise<void> {
    await this.#group.disable();
  }

  async stall(): Promise<void> {
    await this.#group.add(() => STREAMS.map(stallToxic));
    if (await rpcAnswers(this.address, 150)) {
      throw new Error(
        `stall of endpoint ${this.number} of site ${this.site} does not hold: it still answers`,
      );
    }
  }

  async slow(latencyMs: number): Promise<void> {
    // On the way back only: an answer is late by so much, not by twice that.
    await this.#group.add(() => [slowToxic('downstream', latencyMs, 0)]);
  }

  async heal(): Promise<void> {
    await this.#group.heal();
  }
}
