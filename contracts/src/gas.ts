/**
 * Prints what a batch costs on chain, per operation, against the floor that its bytes cost whatever the contract does
 * (EIP-7623): `node contracts/src/gas.ts`, with `--json` as an array of rows. To reach: within 2 times (issue, section 6).
 */
import { measureGas } from './measure-gas.ts';

const rows = await measureGas([1, 16, 64, 256]);
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(rows));
} else {
  console.log(
    'gas of submitBatch, Hardhat; floor = 21000 + 10 a token of calldata (EIP-7623), standard = 21000 + 4 a token',
  );
  console.log(
    ['operations', 'what', 'bytes', 'gas', 'gas/op', 'floor/op', 'standard/op', 'gas/floor'].join('\t'),
  );
  for (const { operations, what, bytes, gas, floor, standard } of rows) {
    const each = (amount: number): string => (amount / operations).toFixed(0);
    console.log(
      [operations, what, bytes, gas, each(gas), each(floor), each(standard), (gas / floor).toFixed(2)].join(
        '\t',
      ),
    );
  }
}
