import type { KnownOperation } from './known-operation.ts';

/** The three steps of a write, each resolved when it is done for good. `publish` throws a Refusal when it is not. */
export interface WriteSteps {
  readonly publish: (known: KnownOperation) => Promise<void>;
  readonly save: (known: KnownOperation) => Promise<void>;
  /** Resolves when the engine has it, or it has been waited for long enough. */
  readonly forward: (known: KnownOperation) => Promise<void>;
}

/** In which order a write goes through its steps; the answer goes out when this resolves. */
export type AcceptOrder = (known: KnownOperation, steps: WriteSteps) => Promise<void>;

/** Own topic, acknowledged by all replicas in sync; own database; engine (RG-02; HA page, Overview). */
export const acceptInOrder: AcceptOrder = async (known, { publish, save, forward }) => {
  await publish(known);
  await save(known);
  await forward(known);
};
