import { expect, test } from 'vitest';
import { establishedAt, parseSocketTable } from './established.ts';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 010B147F:4E21 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1001 1 0 100 0 0 10 0
   1: 010B147F:4E21 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 1002 1 0 20 4 30 10 -1
   2: 010B147F:4E21 0100007F:9C41 06 00000000:00000000 03:00000000 00000000     0        0 0 3 0
`;
const TABLE6 = `  sl  local_address                         remote_address                        st
   0: 0000000000000000FFFF0000010B147F:4E21 0000000000000000FFFF00000100007F:9C42 01 00000000:00000000 00:00000000 00000000     0        0 1003 1 0
   1: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1004 1 0
`;
const AT = { host: '127.20.11.1', port: 20_001 };

test('addresses, states and inodes are read; IPv6 only where it carries IPv4', () => {
  const sockets = [...parseSocketTable(TABLE), ...parseSocketTable(TABLE6)];
  expect(sockets.map(({ state, inode }) => [state, inode])).toEqual([
    [10, 1001],
    [1, 1002],
    [6, 0],
    [1, 1003],
  ]);
  expect(sockets[1]).toMatchObject({ local: AT, remote: { host: '127.0.0.1', port: 40_000 } });
  expect(establishedAt([AT], sockets).map(({ inode }) => inode)).toEqual([1002, 1003]);
  expect(establishedAt([{ ...AT, port: 20_002 }], sockets)).toEqual([]);
});
