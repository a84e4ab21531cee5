import type { ManagerServices } from '../http/manager-services.ts';
import { getAccountNonce, getAccountState } from './account-state.ts';
import { findAccountById, findAccountByPublicKey } from './find-account.ts';
import { findOperation } from './find-operation.ts';
import { listOperations } from './list-operations.ts';
import { findReceivedMoneyOrder, listMoneyOrdersReceived } from './received-orders.ts';
import { writeMethod } from './write.ts';

/** A method: positional parameters to a result. Throws a Refusal or a ParamsMistake. */
export type Method = (params: readonly unknown[], services: ManagerServices) => Promise<unknown>;

/** All documented methods (facts/rollup.md, "JSON-RPC"). */
export const methods: Readonly<Record<string, Method>> = {
  pazkp_createAccount: writeMethod('pazkp_createAccount'),
  pazkp_createMoneyOrder: writeMethod('pazkp_createMoneyOrder'),
  pazkp_redeemMoneyOrder: writeMethod('pazkp_redeemMoneyOrder'),
  pazkp_createOutboundTransfer: writeMethod('pazkp_createOutboundTransfer'),
  pazkp_findAccountById: findAccountById,
  pazkp_findAccountByPublicKey: findAccountByPublicKey,
  pazkp_findMoneyOrderCreation: findOperation('create-order'),
  pazkp_findMoneyOrderRedemption: findOperation('redeem-order'),
  pazkp_findOutboundTransfer: findOperation('outbound'),
  pazkp_findReceivedMoneyOrder: findReceivedMoneyOrder,
  pazkp_getAccountNonce: getAccountNonce,
  pazkp_getAccountState: getAccountState,
  pazkp_listMoneyOrderCreations: listOperations('create-order'),
  pazkp_listMoneyOrderRedemptions: listOperations('redeem-order'),
  pazkp_listMoneyOrdersReceived: listMoneyOrdersReceived,
  pazkp_listOutboundTransferCreations: listOperations('outbound'),
};
