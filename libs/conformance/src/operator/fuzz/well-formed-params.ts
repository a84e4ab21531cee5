import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { operationHash } from '@plimsoll/interface/operator/operation-hash';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { paramsOf } from '@plimsoll/interface/operator/params';
import { receivedStatuses } from '@plimsoll/interface/operator/parse-queries';
import { operationStatuses } from '@plimsoll/interface/operator/statuses';
import { pointOf, signHash } from '@plimsoll/interface/operator/signature';
import type { Draw } from '../../fuzz/draw.ts';
import type { OperatorTarget } from '../target.ts';

/** Digits of so many bytes, drawn. */
export function drawnBytes(draw: Draw, count: number): Hex {
  return `0x${Array.from({ length: count }, () => draw.below(256).toString(16).padStart(2, '0')).join('')}`;
}

/**
 * Positional parameters of a method as an honest client would give them: accounts that exist, hashes of operations that were made
 * (`known`) or of none, operations signed by their account; one in five by somebody else. They act for every account
 * of the target but the last, whose owner carries on beside the fuzzer.
 */
export function wellFormedParams(
  method: string,
  draw: Draw,
  target: OperatorTarget,
  known: readonly Hex[],
): readonly unknown[] {
  const signers = [...target.accounts.slice(0, -1), target.foreign];
  const anybody = (): number => draw.of([...target.accounts, target.foreign]).id;
  const amount = (): bigint => draw.of([1n, 2n, 1_000n, 2n ** 53n, 2n ** 64n - 1n]);
  const nonce = (): number => draw.of([1, 2, 1 + draw.below(40), 0xffff_ffff]);
  const opaque = (): Hex => drawnBytes(draw, draw.of([0, 1, 32, 100]));
  // Drawn in any case: how many are known by now must not shift what is drawn next.
  const hash = (): Hex => {
    const [one, at, none] = [draw.chance(0.5), draw.below(1000), drawnBytes(draw, 32)];
    return (one ? known[at % known.length] : undefined) ?? none;
  };
  const or = <T>(value: () => T): T | null => (draw.chance(0.5) ? null : value());
  const signed = (operation: Operation, privateKeyPem: string): readonly unknown[] => {
    const key = draw.chance(0.2) ? draw.of(signers).privateKeyPem : privateKeyPem;
    const signature = signHash(operationHash(target.rollup, operation), createPrivateKey(key));
    return paramsOf({ operation, signature });
  };
  const listed = (...filters: readonly unknown[]): readonly unknown[] => [
    or(() => draw.below(100)),
    or(() => 1 + draw.below(1000)),
    ...filters,
    or(() => 1),
    or(() => '18446744073709551615'),
  ];
  const signer = draw.of(signers);
  const common = { tokenId: draw.of([0, 0, 0, 1, 0xffff]), amount: amount(), nonce: nonce() };
  switch (method) {
    case 'pazkp_createAccount': {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      return signed(
        {
          kind: 'create-account',
          publicKey: pointOf(privateKey),
          jointEncryptionKey: opaque(),
          blindingFactor: drawnBytes(draw, 32),
          encryptedBlindingFactor: opaque(),
          randomizationFactor: opaque(),
        },
        pem,
      );
    }
    case 'pazkp_createMoneyOrder':
      return signed(
        {
          kind: 'create-order',
          from: signer.id,
          to: anybody(),
          ...common,
          blindingFactor: drawnBytes(draw, 32),
          encryptedMoneyOrder: opaque(),
          randomizationFactor: opaque(),
        },
        signer.privateKeyPem,
      );
    case 'pazkp_redeemMoneyOrder':
      return signed(
        {
          kind: 'redeem-order',
          from: anybody(),
          to: signer.id,
          ...common,
          blindingFactor: drawnBytes(draw, 32),
          index: 1 + draw.below(2 ** 20),
          encryptedMoneyOrderRedeem: opaque(),
          randomizationFactor: opaque(),
        },
        signer.privateKeyPem,
      );
    case 'pazkp_createOutboundTransfer':
      return signed(
        { kind: 'outbound', from: signer.id, address: drawnBytes(draw, 20), ...common },
        signer.privateKeyPem,
      );
    case 'pazkp_findAccountByPublicKey':
      return [draw.chance(0.5) ? signer.publicKey : drawnBytes(draw, 64)];
    case 'pazkp_findMoneyOrderCreation':
    case 'pazkp_findMoneyOrderRedemption':
    case 'pazkp_findOutboundTransfer':
      return draw.chance(0.5) ? [hash()] : [anybody(), hash()];
    case 'pazkp_findReceivedMoneyOrder':
      return [anybody(), 1 + draw.below(2 ** 20)];
    case 'pazkp_listMoneyOrderCreations':
      return listed(
        anybody(),
        or(anybody),
        or(() => draw.of(operationStatuses)),
      );
    case 'pazkp_listMoneyOrderRedemptions':
      return listed(
        or(anybody),
        or(anybody),
        or(() => draw.of(operationStatuses)),
      );
    case 'pazkp_listMoneyOrdersReceived':
      return listed(
        or(anybody),
        anybody(),
        or(() => draw.of(receivedStatuses)),
      );
    case 'pazkp_listOutboundTransferCreations':
      return listed(
        anybody(),
        or(() => drawnBytes(draw, 20)),
        or(() => draw.of(operationStatuses)),
      );
    case 'pazkp_findAccountById':
    case 'pazkp_getAccountNonce':
    case 'pazkp_getAccountState':
      return [draw.chance(0.8) ? anybody() : draw.below(0xffff_ffff)];
    default:
      throw new Error(`the fuzzer does not know the method ${method}`);
  }
}
