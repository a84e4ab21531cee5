import { Agent, request } from 'undici';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { ProveRequest } from './prove-request.ts';

/** The prover said no: the batch is not what it claims to be. */
export class ProofRefused extends Error {
  constructor(why: string) {
    super(`the prover refuses the batch: ${why}`);
    this.name = 'ProofRefused';
  }
}

/** A proof, and what it cost. */
export interface Proven {
  readonly proof: Hex;
  /** CPU time that the prover spent on it, as it says itself; undefined where it does not say. */
  readonly cpuSeconds?: number | undefined;
}

/** Asks a prover. */
export interface ProverClient {
  /** A proof for a batch. @throws ProofRefused; any other error: no answer */
  readonly prove: (job: ProveRequest, abandon: AbortSignal) => Promise<Proven>;
  /** Whether it answers. */
  readonly isAlive: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** A prover behind HTTP: this one re-executes, a validity prover can take its place. */
export function createProverClient(jobAddress: string, timeoutMs: number): ProverClient {
  const agent = new Agent({ connect: { timeout: 1000 }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  return {
    prove: async (job, abandon) => {
      const { statusCode, body } = await request(`${jobAddress}/prove`, {
        method: 'POST',
        dispatcher: agent,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(job),
        signal: AbortSignal.any([abandon, AbortSignal.timeout(timeoutMs)]),
      });
      const answer = (await body.json()) as Partial<Proven> & { error?: { message: string } };
      const { proof, cpuSeconds } = answer;
      if (statusCode === 200 && proof !== undefined) return { proof, cpuSeconds };
      const why = answer.error?.message ?? `status ${statusCode}`;
      throw statusCode === 422 ? new ProofRefused(why) : new Error(`the prover failed: ${why}`);
    },
    isAlive: async () => {
      try {
        const { statusCode, body } = await request(`${jobAddress}/health/ready`, {
          dispatcher: agent,
          signal: AbortSignal.timeout(1000),
        });
        await body.dump();
        return statusCode === 200;
      } catch {
        return false;
      }
    },
    close: () => agent.destroy(),
  };
}
