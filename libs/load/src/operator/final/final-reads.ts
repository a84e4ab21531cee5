import { setTimeout as pause } from 'node:timers/promises';
import type { HistoryWriter } from '@plimsoll/history/writer';
import type { ClientPlan, ReadableTopic } from '../../client.ts';
import { homeRoutes, type Route } from '../../routes.ts';
import { runClock } from '../../run-clock.ts';
import { accountCall, saidAccount } from '../account-view.ts';
import { type Askable, endCall, saidStatus } from '../operation-end.ts';
import { Operators } from '../operators.ts';
import { receivedCall, receivedPage } from '../received-orders.ts';
import { callsPerBatch } from '../rpc-batch.ts';
import type { RpcAnswer, RpcCall } from '../rpc-call.ts';
import type { FinalClients } from './final-clients.ts';
import { topicRecord } from './topic-record.ts';
import { wantedList } from './wanted-list.ts';

/** Batches under way at one node: it is not to be measured by its final reads. */
const abreast = 4;
const pageLimit = 200;
/** A call without an answer is made again so often, with a pause, before it is given up. */
const triesMax = 5;
const betweenTriesMs = 1000;
/** So long a topic may take; one whose brokers are gone is told by it. */
const topicWithinMs = 30_000;

/**
 * The final reads of one of two unrelated observers (HR-07): what became of every operation, every account and every received
 * order at every node; all topics of every owner from the first offset to the end; every block of the chain.
 */
export class FinalReads {
  events = 0;
  readonly #plan: ClientPlan;
  readonly #writer: HistoryWriter;
  readonly #observer: 'first' | 'second';
  readonly #clients: FinalClients;
  readonly #clock: () => number;
  readonly #operators: Operators;
  readonly #silent = new Set<string>();

  constructor(plan: ClientPlan, writer: HistoryWriter, observer: 'first' | 'second', clients: FinalClients) {
    this.#plan = plan;
    this.#writer = writer;
    this.#observer = observer;
    this.#clients = clients;
    this.#clock = runClock(plan.runStartNanos);
    this.#operators = new Operators(plan);
  }

  async read(): Promise<{ readonly events: number }> {
    const wanted = wantedList(this.#plan.historyDirectory);
    const nodes = homeRoutes(this.#plan).filter(({ endpoint }) => endpoint.serves === 'node');
    const { topics = [] } = this.#plan;
    await Promise.all([
      ...nodes.map((node) => this.#readNode(node, wanted)),
      ...topics.map((topic) => this.#readTopic(topic)),
    ]);
    // Last, since it only grows: a batch that landed after the chain was read would make a liar of whoever knew it.
    await this.#readChain();
    await this.#clients.nodes.close();
    return { events: this.events };
  }

  async #readNode(node: Route, wanted: readonly Askable[]): Promise<void> {
    const { site } = node.endpoint;
    const ours = wanted.filter((operation) => this.#operators.together(operation.site, site));
    await this.#askAll(node, ours, endCall, (operation, answer, envelope) => {
      const said = saidStatus(operation, answer);
      if (said === undefined) return false;
      const { hash } = operation;
      this.#write({ kind: 'status', observer: this.#observer, ...envelope, hash, ...said });
      return true;
    });
    const created = ours.filter(({ method }) => method === 'create-account').length;
    const accounts = Array.from({ length: this.#plan.members.length + created }, (_, n) => n).filter(
      (account) => this.#operators.manages(site, account),
    );
    for (const view of ['final', 'recent'] as const) {
      await this.#askAll(
        node,
        accounts,
        (account) => accountCall(account, view),
        (account, answer, envelope) => {
          // Not every creation had to become an account.
          if (answer.outcome === 'fail' && account >= this.#plan.members.length) return true;
          const said = saidAccount(account, view, answer);
          if (said !== undefined)
            this.#write({ kind: 'account', observer: this.#observer, ...envelope, ...said });
          return said !== undefined;
        },
      );
    }
    await this.#readReceived(node, accounts);
  }

  /** Page after page of every account, all accounts of one round in common requests. */
  async #readReceived(node: Route, accounts: readonly number[]): Promise<void> {
    let open = accounts.map((account) => ({ account, from: 0 }));
    while (open.length > 0) {
      const next: typeof open = [];
      await this.#askAll(
        node,
        open,
        ({ account, from }) => receivedCall(account, from, pageLimit, null),
        ({ account }, answer, envelope) => {
          if (answer.outcome === 'fail' && account >= this.#plan.members.length) return true;
          const page = receivedPage(answer);
          if (page === undefined) return false;
          for (const { from, tokenId, amount, index, status } of page.orders)
            this.#write({
              kind: 'received',
              observer: this.#observer,
              ...envelope,
              account,
              from,
              tokenId,
              amount,
              index,
              status,
            });
          const last = page.orders.at(-1);
          if (page.more && last !== undefined) next.push({ account, from: last.index + 1 });
          return true;
        },
      );
      open = next;
    }
  }

  /** Asks about everything in batches, several abreast; what got no answer is asked again, then noted as unread. */
  async #askAll<Thing>(
    node: Route,
    things: readonly Thing[],
    callOf: (thing: Thing) => RpcCall,
    take: (thing: Thing, answer: RpcAnswer, envelope: Envelope) => boolean,
  ): Promise<void> {
    let open = things;
    let last: string | undefined;
    // One that gave no answer at all to what was asked before is not waited for again.
    const triesMost = this.#silent.has(node.endpoint.instance) ? 1 : triesMax;
    for (let tries = 0; open.length > 0 && tries < triesMost; tries += 1) {
      if (tries > 0) await pause(betweenTriesMs);
      const again: Thing[] = [];
      let at = 0;
      const lane = async (): Promise<void> => {
        while (at < open.length) {
          const asked = open.slice(at, (at += callsPerBatch));
          const dueMicros = this.#clock();
          const answers = await this.#clients.nodes.ask(node.address, asked.map(callOf));
          const doneMicros = this.#clock();
          asked.forEach((thing, index) => {
            const answer = answers[index];
            const envelope = this.#envelope(node, dueMicros, doneMicros);
            if (answer !== undefined && take(thing, answer, envelope)) return;
            last = answer?.code ?? 'GARBAGE';
            again.push(thing);
          });
          // A node that is gone shall not be asked thousands of times in vain.
          if (again.length >= 2 * abreast * callsPerBatch) {
            again.push(...open.slice(at));
            at = open.length;
          }
        }
      };
      await Promise.all(Array.from({ length: abreast }, lane));
      open = again;
    }
    if (open.length === things.length && things.length > 0) this.#silent.add(node.endpoint.instance);
    if (open.length > 0)
      this.#note('unread', { instance: node.endpoint.instance, calls: open.length, code: last });
  }

  async #readTopic(topic: ReadableTopic): Promise<void> {
    const seen = () => ({ observer: this.#observer, atMicros: this.#clock() });
    const read = new Map<number, number>();
    const { promise: overdue, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('not read in time')), topicWithinMs);
    let given = true;
    try {
      const ends = await Promise.race([
        this.#clients.topics.read(topic, (record) => {
          if (!given) return;
          read.set(record.partition, record.offset + 1);
          this.#write(topicRecord(topic, record, seen()));
        }),
        overdue,
      ]);
      for (const [partition, offset] of ends)
        this.#write({ kind: 'topic', ...seen(), topic: topic.topic, partition, offset, state: 'end' });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      for (let partition = 0; partition < topic.partitions; partition += 1) {
        const offset = read.get(partition) ?? 0;
        const place = { topic: topic.topic, partition, offset };
        this.#write({ kind: 'topic', ...seen(), ...place, state: 'unreadable', detail });
      }
    } finally {
      given = false;
      clearTimeout(timer);
    }
  }

  async #readChain(): Promise<void> {
    try {
      await this.#clients.chain.read((record) => this.#write(record));
    } catch (error) {
      this.#note('chain-unread', { detail: error instanceof Error ? error.message : String(error) });
    }
  }

  #envelope({ endpoint }: Route, dueMicros: number, doneMicros: number): Envelope {
    const { site, instance } = endpoint;
    return {
      client: this.#observer,
      site,
      instance,
      dueMicros,
      sentMicros: dueMicros,
      doneMicros,
      outcome: 'ok',
    };
  }

  #write(record: Parameters<HistoryWriter['write']>[0]): void {
    this.events += 1;
    this.#writer.write(record);
  }

  #note(about: string, values: Readonly<Record<string, unknown>>): void {
    this.#writer.write({ kind: 'note', atMicros: this.#clock(), client: this.#observer, about, values });
  }
}

interface Envelope {
  readonly client: 'first' | 'second';
  readonly site: string;
  readonly instance: string;
  readonly dueMicros: number;
  readonly sentMicros: number;
  readonly doneMicros: number;
  readonly outcome: 'ok';
}
