import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';
import { Growable } from '../measure/growable.ts';
import { onAsked } from './asked.ts';
import type { Asked } from './asked.ts';

/** Codes of a gateway that had nobody to send to. */
const nobody = new Set(['NO_NODE_AVAILABLE', 'NO_INSTANCE']);

/** The sends or operations that went through a gateway: when, which gateway, and which node says that it did the work. In columns. */
export class GatewayCalls implements Evidence {
  readonly sent = new Growable();
  /** Index into `context.gateways`. */
  readonly gateway = new Growable();
  /** Index into `context.nodes`; -1 unknown. */
  readonly node = new Growable();
  /** 1 ok, 0 not, -1 the gateway had nobody to send to. */
  readonly how = new Growable();
  readonly place = new Growable();
  readonly id = new Growable();
  readonly #context: JudgeContext;
  readonly #gateways: ReadonlyMap<string, number>;
  readonly #nodes: ReadonlyMap<string, number>;

  constructor(context: JudgeContext) {
    this.#context = context;
    this.#gateways = new Map(context.gateways.map(({ name }, index) => [name, index]));
    this.#nodes = new Map(context.nodes.map(({ name }, index) => [name, index]));
  }

  readonly on: Checker['on'] = onAsked((record) => this.#take(record));

  get length(): number {
    return this.sent.length;
  }

  #take(record: Asked): void {
    const gateway = this.#gateways.get(record.instance);
    if (gateway === undefined) return;
    this.sent.push(record.sentMicros);
    this.gateway.push(gateway);
    this.node.push(this.#nodes.get(record.servedBy ?? '') ?? -1);
    this.how.push(record.outcome === 'ok' ? 1 : nobody.has(record.code ?? '') ? -1 : 0);
    this.place.push(this.#context.place());
    this.id.push(record.id);
  }
}

/** The sends through gateways of this run. */
export function gatewayCalls(context: JudgeContext): GatewayCalls {
  return new GatewayCalls(context);
}
