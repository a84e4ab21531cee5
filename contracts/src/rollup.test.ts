import { contractAbi } from '@plimsoll/interface/operator/contract-abi';
import {
  Interface,
  SigningKey,
  Wallet,
  id,
  keccak256,
  type Contract,
  type ContractTransactionReceipt,
  type Fragment,
} from 'ethers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openLocalNetwork, type LocalNetwork } from './local-network.ts';
import { revertOf } from '../fixture/revert-of.ts';
import { deployRollup, type RollupFixture } from './rollup-fixture.ts';

let network: LocalNetwork;
let fixture: RollupFixture;
let rollup: Contract;

beforeAll(async () => {
  network = await openLocalNetwork();
}, 60_000);
afterAll(() => network?.close());
beforeEach(async () => {
  fixture = await deployRollup(network);
  ({ rollup } = fixture);
});

const zero = `0x${'00'.repeat(32)}`;
const read = (name: string, ...given: unknown[]): Promise<unknown> => rollup.getFunction(name)(...given);

/** Events of a receipt: `DepositQueued(0, 7, 0, 5)`. */
function events(receipt: ContractTransactionReceipt): string[] {
  return receipt.logs.flatMap((log) => {
    const event = rollup.interface.parseLog(log);
    return event === null ? [] : [`${event.name}(${event.args.map(String).join(', ')})`];
  });
}

test('begins at root zero and height zero, with one token', async () => {
  expect(await read('currentRoot')).toBe(zero);
  expect(await read('height')).toBe(0n);
  expect(await read('depositCount')).toBe(0n);
  expect(await read('depositsTaken')).toBe(0n);
  expect(await read('tokenCount')).toBe(1n);
  expect(await read('operatorOf', fixture.submitters[1].address)).toBe(2n);
  expect(await read('operatorOf', fixture.stranger.address)).toBe(0n);
  expect(await read('isProver', fixture.stranger.address)).toBe(false);
});

test('has all that the interface names, and nothing in its way', () => {
  const shape = (fragment: Fragment): string => {
    const name = 'name' in fragment ? String(fragment.name) : '';
    return `${fragment.type} ${name}(${fragment.inputs.map((input) => input.format('sighash')).join(',')})`;
  };
  const had = rollup.interface.fragments.map(shape);
  expect(had).toEqual(expect.arrayContaining(new Interface(contractAbi).fragments.map(shape)));
});

describe('batches', () => {
  test('are taken on the current root: the event says who, from where to where, and what data', async () => {
    const given = await fixture.arguments_();
    const [first] = fixture.submitters;
    const receipt = await fixture.send('submitBatch', given, { from: first });
    expect(events(receipt)).toEqual([
      `BatchAccepted(1, ${zero}, ${String(given[1])}, 1, ${keccak256(String(given[2]))}, 0)`,
    ]);
    expect(await read('currentRoot')).toBe(given[1]);
    expect(await read('height')).toBe(1n);
    await fixture.submit({ operatorId: 2, from: fixture.submitters[1] });
    expect(await read('height')).toBe(2n);
  });

  test('of nobody are refused', async () => {
    expect(await revertOf(fixture.submit({ from: fixture.stranger }))).toBe(
      `NotOperator(${fixture.stranger.address})`,
    );
  });

  test('on another root are refused, and the root that is current is named: of two on one parent one wins', async () => {
    const [first, second] = fixture.submitters;
    const one = await fixture.arguments_({ newRoot: id('one') });
    const other = await fixture.arguments_({ newRoot: id('other'), operatorId: 2 });
    await fixture.send('submitBatch', one, { from: first });
    expect(await revertOf(fixture.send('submitBatch', other, { from: second }))).toBe(
      `StaleParent(${id('one')}, 1)`,
    );
    // The same batch again is refused in the same words: its sender sees in them that it has won already.
    expect(await revertOf(fixture.send('submitBatch', one, { from: first }))).toBe(
      `StaleParent(${id('one')}, 1)`,
    );
  });

  test.each([
    ['a byte too short', { data: `0x01000100000001${'00'.repeat(19)}` }],
    ['of another version', { data: `0x02000100000001${'00'.repeat(20)}` }],
    ['of another operator than the sender', { operatorId: 2 }],
    ['of the same height', { height: 0 }],
    ['of a height above the next', { height: 2 }],
  ])('with a header %s are refused', async (_, change) => {
    expect(await revertOf(fixture.submit(change))).toBe('BadHeader()');
  });

  test('bigger than their header are taken as they are', async () => {
    const outbound = {
      kind: 'outbound',
      hash: `0x${'ab'.repeat(32)}`,
      from: 1,
      address: `0x${'cd'.repeat(20)}`,
      tokenId: 0,
      amount: 1n,
      nonce: 1,
    } as const;
    expect(events(await fixture.submit({ operations: [outbound, outbound] }))).toHaveLength(1);
  });
});

describe('proofs', () => {
  const forger = new SigningKey(id('forger'));

  test('of somebody else are refused', async () => {
    expect(await revertOf(fixture.submit({ prover: forger }))).toBe('BadProof()');
  });

  test.each([
    ['empty', '0x'],
    ['of 64 bytes', `0x${'11'.repeat(64)}`],
    ['that recover nobody', `0x${'00'.repeat(65)}`],
  ])('%s are refused', async (_, proof) => {
    expect(await revertOf(fixture.submit({ proof }))).toBe('BadProof()');
  });

  test('hold for these bytes only: each argument changed makes another batch', async () => {
    const pay = { to: fixture.stranger.address, tokenId: 0, amount: 1n };
    const sound = await fixture.arguments_();
    const [first] = fixture.submitters;
    const changed = await Promise.all([
      fixture.arguments_({ newRoot: id('another') }),
      fixture.arguments_({ withdrawals: [pay] }),
      fixture.arguments_({
        operations: [
          {
            kind: 'create-account',
            hash: id('x') as `0x${string}`,
            accountId: 0,
            publicKey: `0x${'01'.repeat(64)}`,
          },
        ],
      }),
    ]);
    for (const other of changed) {
      const given = [...other.slice(0, 4), sound[4]];
      expect(await revertOf(fixture.send('submitBatch', given, { from: first }))).toBe('BadProof()');
    }
  });

  test('of another contract on the same chain are refused', async () => {
    const twin = await deployRollup(network);
    const given = await twin.arguments_();
    expect(await revertOf(fixture.send('submitBatch', given, { from: fixture.submitters[0] }))).toBe(
      'BadProof()',
    );
  });
});

describe('deposits', () => {
  test('are queued in order, with what was paid', async () => {
    const first = await fixture.send('deposit', [7, 0, 5n], { value: 5n });
    const second = await fixture.send('deposit', [8, 0, 6n], { value: 6n });
    expect([...events(first), ...events(second)]).toEqual([
      'DepositQueued(0, 7, 0, 5)',
      'DepositQueued(1, 8, 0, 6)',
    ]);
    expect(await read('depositCount')).toBe(2n);
    expect(await read('funds', 0)).toBe(11n);
  });

  test.each([
    ['less than said', [7, 0, 5n], 4n, 'WrongValue(5, 4)'],
    ['more than said', [7, 0, 5n], 6n, 'WrongValue(5, 6)'],
    ['nothing', [7, 0, 0n], 0n, 'WrongValue(1, 0)'],
    ['a token that there is not', [7, 1, 5n], 0n, 'UnknownToken(1)'],
  ])('of %s are refused', async (_, given, value, refusal) => {
    expect(await revertOf(fixture.send('deposit', given, { value }))).toBe(refusal);
  });

  test('are taken by batches in queue order, without gap or repeat, and not before they are there', async () => {
    for (const account of [1, 2, 3]) await fixture.send('deposit', [account, 0, 5n], { value: 5n });
    expect(await revertOf(fixture.submit({ depositsFrom: 1n, depositsTo: 2n }))).toBe(
      'DepositsOutOfOrder(0, 3)',
    );
    expect(await revertOf(fixture.submit({ depositsTo: 4n }))).toBe('DepositsOutOfOrder(0, 3)');
    const receipt = await fixture.submit({ depositsTo: 2n });
    expect(events(receipt)[0]).toMatch(/, 2\)$/);
    expect(await read('depositsTaken')).toBe(2n);
    expect(await revertOf(fixture.submit({ depositsFrom: 0n, depositsTo: 2n }))).toBe(
      'DepositsOutOfOrder(2, 3)',
    );
    expect(await revertOf(fixture.submit({ depositsFrom: 2n, depositsTo: 1n }))).toBe(
      'DepositsOutOfOrder(2, 3)',
    );
    await fixture.submit({ depositsTo: 3n });
    expect(await read('depositsTaken')).toBe(3n);
  });
});

describe('withdrawals', () => {
  test('add up until they are taken, and are taken once', async () => {
    await fixture.send('deposit', [7, 0, 100n], { value: 100n });
    const to = fixture.stranger.address;
    const pay = (amount: bigint) => ({ to, tokenId: 0, amount });
    await fixture.submit({ withdrawals: [pay(10n), pay(20n)] });
    await fixture.submit({ withdrawals: [pay(5n)] });
    expect(await read('owed', to, 0)).toBe(35n);
    expect(await read('funds', 0)).toBe(65n);
    const before = await network.provider.getBalance(to);
    const receipt = await fixture.send('withdraw', [0]);
    expect(events(receipt)).toEqual([`WithdrawalPaid(${to}, 0, 35)`]);
    expect(await network.provider.getBalance(to)).toBe(before + 35n - receipt.fee);
    expect(await network.provider.getBalance(await rollup.getAddress())).toBe(65n);
    expect(await revertOf(fixture.send('withdraw', [0]))).toBe('NothingOwed()');
  });

  test('never exceed what was paid in, of each token by itself', async () => {
    const funded = await deployRollup(network, 10n);
    const to = fixture.stranger.address;
    expect(await revertOf(funded.submit({ withdrawals: [{ to, tokenId: 0, amount: 11n }] }))).toBe(
      'Insolvent(0)',
    );
    expect(
      await revertOf(
        funded.submit({
          withdrawals: [
            { to, tokenId: 0, amount: 10n },
            { to, tokenId: 0, amount: 1n },
          ],
        }),
      ),
    ).toBe('Insolvent(0)');
    // What is owed stays put aside: the next batch cannot pay it out again.
    await funded.submit({ withdrawals: [{ to, tokenId: 0, amount: 10n }] });
    expect(await revertOf(funded.submit({ withdrawals: [{ to, tokenId: 0, amount: 1n }] }))).toBe(
      'Insolvent(0)',
    );
    expect(await revertOf(funded.submit({ withdrawals: [{ to, tokenId: 1, amount: 0n }] }))).toBe(
      'UnknownToken(1)',
    );
  });

  test('cannot be taken twice by asking while being paid', async () => {
    const thief = await network.deploy('Thief', [await rollup.getAddress()]);
    const to = await thief.getAddress();
    await fixture.send('deposit', [7, 0, 100n], { value: 100n });
    await fixture.submit({ withdrawals: [{ to, tokenId: 0, amount: 10n }] });
    await fixture.send('take', [false], { on: thief });
    expect(await thief.getFunction('caught')()).toBe(true);
    expect(await network.provider.getBalance(to)).toBe(10n);
  });

  test('to a receiver that will not be paid stay owed', async () => {
    const thief = await network.deploy('Thief', [await rollup.getAddress()]);
    const to = await thief.getAddress();
    await fixture.send('deposit', [7, 0, 100n], { value: 100n });
    await fixture.submit({ withdrawals: [{ to, tokenId: 0, amount: 10n }] });
    expect(await revertOf(fixture.send('take', [true], { on: thief }))).toBe('TransferFailed()');
    expect(await read('owed', to, 0)).toBe(10n);
  });
});

describe('tokens', () => {
  let token: Contract;
  const mood = { honest: 0, answersFalse: 1, keepsAShare: 2, callsBack: 3 };

  beforeEach(async () => {
    token = await network.deploy('TestToken', [1_000n]);
    const [owner] = network.signers;
    await fixture.send('transfer', [fixture.stranger.address, 500n], {
      on: token,
      ...(owner ? { from: owner } : {}),
    });
    await fixture.send('approve', [await rollup.getAddress(), 400n], { on: token });
  });
  const become = async (next: number, message = '0x'): Promise<void> =>
    void (await fixture.send('become', [next, await rollup.getAddress(), message], { on: token }));

  test('are registered once, and must be contracts', async () => {
    const receipt = await fixture.send('registerToken', [await token.getAddress()]);
    expect(events(receipt)).toEqual([`TokenRegistered(1, ${await token.getAddress()})`]);
    expect(events(await fixture.send('registerToken', [await token.getAddress()]))).toEqual([]);
    expect(await read('tokenCount')).toBe(2n);
    expect(await revertOf(fixture.send('registerToken', [fixture.stranger.address]))).toBe('UnknownToken(2)');
  });

  test('are paid in and out, apart from the coin', async () => {
    await fixture.send('registerToken', [await token.getAddress()]);
    await fixture.send('deposit', [7, 1, 300n]);
    expect(await revertOf(fixture.send('deposit', [7, 1, 300n], { value: 300n }))).toBe('WrongValue(0, 300)');
    expect(await read('funds', 1)).toBe(300n);
    const to = fixture.submitters[0].address;
    expect(await revertOf(fixture.submit({ withdrawals: [{ to, tokenId: 0, amount: 1n }] }))).toBe(
      'Insolvent(0)',
    );
    await fixture.submit({ withdrawals: [{ to, tokenId: 1, amount: 100n }] });
    await fixture.send('withdraw', [1], { from: fixture.submitters[0] });
    expect(await token.getFunction('balanceOf')(to)).toBe(100n);
    expect(await token.getFunction('balanceOf')(await rollup.getAddress())).toBe(200n);
  });

  test('that were not allowed, answer false or keep a share are refused', async () => {
    await fixture.send('registerToken', [await token.getAddress()]);
    expect(await revertOf(fixture.send('deposit', [7, 1, 401n]))).toBe('TransferFailed()');
    await become(mood.answersFalse);
    expect(await revertOf(fixture.send('deposit', [7, 1, 100n]))).toBe('TransferFailed()');
    await become(mood.keepsAShare);
    expect(await revertOf(fixture.send('deposit', [7, 1, 100n]))).toBe('TransferFailed()');
    expect(await read('depositCount')).toBe(0n);
    expect(await read('funds', 1)).toBe(0n);
  });

  test('that call back while they are moved find the door shut, whatever they ask for', async () => {
    const other = await network.deploy('TestToken', [1_000n]);
    const [owner] = network.signers;
    if (owner === undefined) throw new Error('no accounts');
    await fixture.send('registerToken', [await token.getAddress()]);
    await fixture.send('registerToken', [await other.getAddress()]);
    await fixture.send('approve', [await rollup.getAddress(), 100n], { on: other, from: owner });
    await fixture.send('deposit', [7, 2, 100n], { from: owner });
    // The token itself is owed something: from the street it could take it.
    await fixture.submit({ withdrawals: [{ to: await token.getAddress(), tokenId: 2, amount: 10n }] });
    await become(mood.callsBack, rollup.interface.encodeFunctionData('withdraw', [2]));
    expect(await revertOf(fixture.send('deposit', [7, 1, 100n]))).toBe('TransferFailed()');
    await fixture.send('transfer', [owner.address, 1n], { on: token });
    expect(await other.getFunction('balanceOf')(await token.getAddress())).toBe(10n);
  });
});

describe('the constructor', () => {
  const { address } = new Wallet(id('somebody'));

  test('refuses lists of different length, and operator zero, which is nobody', async () => {
    expect(await revertOf(network.deploy('Rollup', [[1, 2], [address], []]))).toBe('WrongValue(2, 1)');
    expect(await revertOf(network.deploy('Rollup', [[0], [address], []]))).toBe(`NotOperator(${address})`);
  });
});
