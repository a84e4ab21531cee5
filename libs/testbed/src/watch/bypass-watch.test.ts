import { expect, test } from 'vitest';
import { AddressPlan } from '../lease/address-plan.ts';
import { bypassOf } from './bypass-watch.ts';

const plan = new AddressPlan(20, ['a', 'b']);
const databases = new Set(['127.20.11.9:5432', '127.20.21.9:5432']);
const route = '127.20.101.1:6000';
const chain = new Set(['127.20.101.8:7000', '127.20.102.8:7000']);

test.each([
  ['its own peer at home', '127.20.11.1', 80, undefined],
  ['the other site through the link', '127.20.12.1', 80, undefined],
  ['its route', '127.20.101.1', 6000, undefined],
  ['the outside', '127.0.0.1', 80, undefined],
  ['another testbed', '127.21.22.1', 80, undefined],
  ['the other site directly', '127.20.22.1', 80, /in site b directly, past the link/],
  ['the database at home', '127.20.11.9', 5432, /the database .* directly, past its route/],
  ['its way as seen from the other site', '127.20.21.1', 80, /the way from site b/],
  ['the route of another', '127.20.101.2', 6001, /route of another instance/],
  ['its way to the chain', '127.20.101.8', 7000, undefined],
  ['the way of the other site to the chain', '127.20.102.8', 7000, /endpoint of the chain for site b/],
  ['a control port', '127.20.0.1', 8474, /a control port of the harness/],
])('a process of site a that dials %s', (_, host, port, expected) => {
  const found = bypassOf('a', { host, port }, plan, databases, route, chain);
  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(expected);
});

test('a database in the other site is reached by its route alone', () => {
  expect(bypassOf('b', { host: '127.20.21.9', port: 5432 }, plan, databases, undefined)).toMatch(
    /past its route/,
  );
});
