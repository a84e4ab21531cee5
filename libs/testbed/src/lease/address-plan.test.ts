import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AddressPlan } from './address-plan.ts';

const sites = fc.uniqueArray(fc.constantFrom(...'abcdefghi'.split('')), { minLength: 1, maxLength: 9 });

test('the addresses of the design', () => {
  const plan = new AddressPlan(20, ['a', 'b', 'c']);
  expect(plan.host('a', 1)).toBe('127.20.11.1');
  expect(plan.host('b', 7)).toBe('127.20.22.7');
  expect(plan.host('b', 7, 'a')).toBe('127.20.12.7');
  expect(plan.host('a', 1, 'c')).toBe('127.20.31.1');
  expect(plan.hosts('b', 7)).toEqual(['127.20.22.7', '127.20.12.7', '127.20.32.7']);
  expect([plan.nextRoute('a'), plan.nextRoute('a'), plan.nextRoute('b')]).toEqual([
    '127.20.101.1',
    '127.20.101.2',
    '127.20.102.1',
  ]);
  expect(plan.nextControl()).toBe('127.20.0.1');
});

test('no two things share an address, and each address says what it is for', () => {
  fc.assert(
    fc.property(sites, fc.integer({ min: 16, max: 239 }), (names, block) => {
      const plan = new AddressPlan(block, names);
      const seen = new Set<string>();
      for (const site of names) {
        for (const from of names) {
          const host = plan.host(site, 3, from);
          seen.add(host);
          expect(plan.useOf(host)).toEqual(
            site === from ? { use: 'own', site } : { use: 'seen', site, from },
          );
        }
        const route = plan.nextRoute(site);
        seen.add(route);
        expect(plan.useOf(route)).toEqual({ use: 'route', site });
      }
      expect(seen.size).toBe(names.length * names.length + names.length);
      expect(plan.useOf(plan.nextControl())).toEqual({ use: 'control' });
    }),
  );
});

test('addresses of other blocks and of no use are nobody’s', () => {
  const plan = new AddressPlan(20, ['a', 'b']);
  for (const host of [
    '127.21.11.1',
    '127.0.0.1',
    '10.20.11.1',
    '127.20.33.1',
    '127.20.13.1',
    '127.20.109.1',
    '::1',
  ]) {
    expect(plan.useOf(host), host).toBeUndefined();
  }
});

test('what cannot be is refused', () => {
  expect(() => new AddressPlan(20, [])).toThrow('1 to 9 sites');
  expect(() => new AddressPlan(20, 'abcdefghij'.split(''))).toThrow('1 to 9 sites');
  const plan = new AddressPlan(20, ['a']);
  expect(() => plan.host('z', 1)).toThrow('no site "z" here; there are a');
  for (let count = 0; count < 254; count += 1) plan.nextOf('a');
  expect(() => plan.nextOf('a')).toThrow('more than 254');
});
