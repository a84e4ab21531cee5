import type { HistoryWriter } from '@plimsoll/history/writer';
import type { HttpCaller } from '../http-caller.ts';
import type { Route } from '../routes.ts';
import type { RunClock } from '../run-clock.ts';
import { endCall, saidStatus, type SaidStatus } from './operation-end.ts';
import { classifyRpc, rpcBody, rpcRequest } from './rpc-call.ts';
import type { OperationFacts } from './wanted-operation.ts';

/** Who looks up, and where it is recorded. */
export interface LookUp {
  readonly caller: HttpCaller;
  readonly client: 'load' | 'watch';
  readonly writer: Pick<HistoryWriter, 'write'>;
  readonly clock: RunClock;
}

/**
 * Asks one endpoint what became of an operation, records the answer as a `status` of the observer `live`, and tells it; an answer that
 * says nothing is told as undefined and not recorded.
 */
export function lookUpEnd(
  { caller, client, writer, clock }: LookUp,
  facts: OperationFacts,
  from: { readonly site: string; readonly route: Route },
  number: number,
  told: (said: SaidStatus | undefined) => void,
): void {
  const { site, route } = from;
  const dueMicros = clock();
  caller.call(route.address, rpcRequest(rpcBody(endCall(facts), number)), (reply) => {
    const said = saidStatus(facts, classifyRpc(reply));
    if (said !== undefined) {
      const { sentMicros, doneMicros } = reply;
      writer.write({
        kind: 'status',
        observer: 'live',
        client,
        site,
        instance: route.endpoint.instance,
        ...(reply.servedBy === undefined ? {} : { servedBy: reply.servedBy }),
        dueMicros,
        sentMicros,
        doneMicros,
        outcome: 'ok',
        hash: facts.hash,
        ...said,
      });
    }
    told(said);
  });
}
