import { Check } from 'typebox/value';
import type { OperatorMethod } from '@plimsoll/interface/operator/methods';
import { ParamReader, ParamsMistake } from '@plimsoll/interface/operator/param-reader';
import { isWriteMethod, parseParams } from '@plimsoll/interface/operator/parse-params';
import {
  parseFind,
  parseOrderList,
  parseOutboundList,
  parseReceivedList,
} from '@plimsoll/interface/operator/parse-queries';

/**
 * Whether positional parameters fit a method: false where its published schema forbids them, true where the interface's
 * own reader takes them, null where the two leave it open (an amount of 0 fits the schema and means nothing).
 */
export function paramsFit(method: OperatorMethod, params: readonly unknown[]): boolean | null {
  const starts = [0, method.params.findIndex(({ name }) => name === method.mayBeginAt)];
  if (!starts.some((start) => start >= 0 && schemaTakes(method, start, params))) return false;
  try {
    read(method.name, params);
    return true;
  } catch (error) {
    if (error instanceof ParamsMistake) return null;
    throw error;
  }
}

function schemaTakes(method: OperatorMethod, start: number, params: readonly unknown[]): boolean {
  const wanted = method.params.slice(start);
  return (
    params.length <= wanted.length &&
    wanted.every(({ schema, optional }, at) => {
      const value = params[at];
      return (optional && (value === null || value === undefined)) || Check(schema, value);
    })
  );
}

function read(method: string, params: readonly unknown[]): void {
  if (isWriteMethod(method)) return void parseParams(method, params);
  const take = new ParamReader(params);
  switch (method) {
    case 'pazkp_findMoneyOrderCreation':
    case 'pazkp_findMoneyOrderRedemption':
    case 'pazkp_findOutboundTransfer':
      return void parseFind(params);
    case 'pazkp_listMoneyOrderCreations':
      return void parseOrderList(params, 'fromAccountId');
    case 'pazkp_listMoneyOrderRedemptions':
      return void parseOrderList(params, 'none');
    case 'pazkp_listMoneyOrdersReceived':
      return void parseReceivedList(params);
    case 'pazkp_listOutboundTransferCreations':
      return void parseOutboundList(params);
    case 'pazkp_findAccountByPublicKey':
      take.bytes('publicKey', 64);
      break;
    case 'pazkp_findReceivedMoneyOrder':
      take.accountId('accountId');
      take.orderIndex('moneyOrderTotalIndex');
      break;
    default:
      take.accountId('accountId');
  }
  take.end();
}
