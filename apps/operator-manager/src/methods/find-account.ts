import { ParamReader } from '@plimsoll/interface/operator/param-reader';
import { Refusal } from '../intake/refusal.ts';
import type { Account } from '../store/account-book.ts';
import type { Method } from './methods.ts';

const shown = ({ id, publicKey, jointEncryptionKey }: Account): unknown => ({
  account: { id, publicKey, jointEncryptionKey },
});

/** `findAccountById`: an account of final state. */
export const findAccountById: Method = async (params, { accounts }) => {
  const take = new ParamReader(params);
  const id = take.accountId('accountId');
  take.end();
  const account = await accounts.find(id);
  if (!account) throw new Refusal('ACCOUNT_NOT_FOUND', `account ${id} is not in final state`);
  return shown(account);
};

/** `findAccountByPublicKey`: how a client learns that its account is there. */
export const findAccountByPublicKey: Method = async (params, { accounts }) => {
  const take = new ParamReader(params);
  const publicKey = take.bytes('publicKey', 64);
  take.end();
  const account = await accounts.findByKey(publicKey);
  if (!account) throw new Refusal('PUBLIC_KEY_NOT_FOUND');
  return shown(account);
};
