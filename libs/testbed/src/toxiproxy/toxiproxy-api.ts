import { setTimeout as sleep } from 'node:timers/promises';

/** Which bytes: `upstream` flow from the dialling side, `downstream` towards it. */
export type Stream = 'upstream' | 'downstream';

/** A toxic as Toxiproxy keeps it. */
export interface Toxic {
  readonly name: string;
  readonly type: 'bandwidth' | 'latency' | 'reset_peer';
  readonly stream: Stream;
  readonly attributes: Readonly<Record<string, number>>;
}

/** A proxy as Toxiproxy reports it. */
export interface ProxyReport {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: boolean;
  readonly toxics: readonly Toxic[];
}

/**
 * The HTTP interface of one Toxiproxy process. Written out here, not taken from toxiproxy-node-client, because every
 * call needs a deadline: a frozen process accepts connections and never answers.
 */
export class ToxiproxyApi {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async proxies(): Promise<ProxyReport[]> {
    return Object.values((await this.#call('GET', '/proxies')) as Record<string, ProxyReport>);
  }

  async update(
    proxy: string,
    change: { readonly enabled?: boolean; readonly upstream?: string },
  ): Promise<void> {
    await this.#call('PATCH', `/proxies/${encodeURIComponent(proxy)}`, change);
  }

  /** Adds a toxic; one of that name that is there already is replaced. */
  async addToxic(proxy: string, toxic: Toxic): Promise<void> {
    const path = `/proxies/${encodeURIComponent(proxy)}/toxics`;
    const answer = await this.#call('POST', path, { ...toxic, toxicity: 1 }, [409]);
    if (answer === 409) await this.#call('PATCH', `${path}/${toxic.name}`, toxic);
  }

  /** Makes a toxic harmless without taking it out; none of that name is fine. */
  async easeToxic(proxy: string, toxic: Toxic): Promise<void> {
    const path = `/proxies/${encodeURIComponent(proxy)}/toxics/${toxic.name}`;
    // Only delays: changing a rate while bytes pass makes Toxiproxy panic (see `stallToxic`).
    if (toxic.type !== 'latency') return;
    const attributes = { latency: 0, jitter: 0 };
    await this.#call('PATCH', path, { attributes }, [404]);
  }

  /** Removes a toxic; none of that name is fine. */
  async removeToxic(proxy: string, name: string): Promise<void> {
    await this.#call('DELETE', `/proxies/${encodeURIComponent(proxy)}/toxics/${name}`, undefined, [404]);
  }

  /** Resolves when the process answers. */
  async answers(signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.#call('GET', '/version', undefined, [], 500);
        return;
      } catch (error) {
        if (signal.aborted) throw error;
        await sleep(10);
      }
    }
  }

  async #call(
    method: string,
    path: string,
    body?: unknown,
    tolerated: readonly number[] = [],
    withinMs = 10_000,
  ): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(withinMs),
    });
    const text = await response.text();
    if (tolerated.includes(response.status)) return response.status;
    if (!response.ok) {
      throw new Error(`Toxiproxy: ${method} ${path} gave ${response.status} ${text.trim()}`);
    }
    try {
      return text === '' ? undefined : JSON.parse(text);
    } catch {
      return text;
    }
  }
}
