import { expect, test } from 'vitest';
import { createAccounts } from './create-accounts.ts';
import { Operators } from './operators.ts';
import { testLoad } from './test-plan.fixture.ts';
import { Ways } from './users.ts';

const address = { host: '127.0.0.1', port: 1 };
const sites = ['a', 'b', 'c'];
const operatorIds = { b: 2 };
const endpoints = sites.map((site) => ({
  instance: `node-${site}`,
  site,
  serves: 'node' as const,
  from: { a: address, b: address, c: address },
}));
const { genesis = [], members } = createAccounts({
  load: { ...testLoad, members: 6 },
  endpoints: sites,
  sites,
  operatorIds,
});

test('accounts of the load are of the operator of their home site, those of probes of the operator of their endpoint', () => {
  expect(genesis.map(({ operatorId }) => operatorId)).toEqual([
    1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1,
  ]);
  expect(members[5]?.name).toBe('account-5');
  expect(members[6]?.name).toBe('probe-0');
});

test('an account asks the instances of its operator alone', () => {
  const ways = new Ways({ sites, endpoints, operatorIds });
  const asked = (account: number): string[] =>
    ways.from(account).all.map(({ endpoint }) => endpoint.instance);
  expect(asked(0)).toEqual(['node-a', 'node-c']);
  expect(asked(1)).toEqual(['node-b']);
});

test('who manages what; an account created on the way may be anybody’s', () => {
  const operators = new Operators({ genesis, operatorIds });
  expect(operators.manages('b', 1)).toBe(true);
  expect(operators.manages('a', 1)).toBe(false);
  expect(operators.manages('a', 999)).toBe(true);
  expect(operators.together('a', 'c')).toBe(true);
  expect(operators.together('a', 'b')).toBe(false);
});
