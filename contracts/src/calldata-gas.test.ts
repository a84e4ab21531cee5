import { expect, test } from 'vitest';
import { calldataGas } from './calldata-gas.ts';

test('a zero byte is one token, any other four; ten gas a token is the floor, four the standard', () => {
  expect(calldataGas('0x')).toEqual({ floor: 21_000, standard: 21_000 });
  expect(calldataGas('0x00ff')).toEqual({ floor: 21_050, standard: 21_020 });
});
