import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fromHex } from '@plimsoll/interface/operator/bytes';
import { derSignature } from '@plimsoll/interface/operator/der-signature';
import { type OrdersTold, signOrders } from './sign-orders.ts';

/** What the process is told, as JSON in a file. */
export interface VerifyTold {
  readonly orders: OrdersTold;
  readonly seconds: number;
}

// A measuring process: `verify-signatures FILE`: verifies the signatures of orders over and over, by Node's crypto in the threads of
// its pool, which are as many as a manager has (UV_THREADPOOL_SIZE, 4 where nothing is said).
const { orders, seconds } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as VerifyTold;
const keys = orders.keys.map((pem) => createPublicKey(createPrivateKey(pem)));
const lot = signOrders(orders).map(({ hash, account, body }) => {
  const { params } = JSON.parse(body) as { params: unknown[] };
  const signature = fromHex(params.at(-1) as `0x${string}`);
  const key = keys[account];
  if (!key) throw new RangeError('an order without an account');
  return { digest: fromHex(hash), signature: derSignature(signature.subarray(0, 64)), key };
});
const inFlight = 64;
const done = Promise.withResolvers<void>();
let verified = 0;
let next = 0;
let over = false;
const one = (): void => {
  if (over) return;
  const each = lot[next++ % lot.length];
  if (!each) return;
  const { key, digest, signature } = each;
  verify('sha256', digest, key, signature, (error, valid) => {
    if (error || !valid) done.reject(error ?? new Error('a sound signature was not verified'));
    verified += 1;
    one();
  });
};
for (let n = 0; n < inFlight; n += 1) one();
const at = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
await Promise.race([at(500), done.promise]);
const from = { at: performance.now(), verified };
await Promise.race([at(seconds * 1000), done.promise]);
const perSecond = (verified - from.verified) / ((performance.now() - from.at) / 1000);
over = true;
process.stdout.write(`${JSON.stringify({ perSecond })}\n`);
