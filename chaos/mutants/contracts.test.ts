import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '@plimsoll/contracts/compile';
import { withoutChecks } from './without-checks.ts';

const contracts = globSync('*/contract.ts', { cwd: import.meta.dirname });

test.each(contracts)('%s compiles to another contract with the same interface', (path) => {
  const printed = execFileSync(process.execPath, [path], { cwd: import.meta.dirname, encoding: 'utf8' });
  const broken = JSON.parse(printed) as { abi: object[]; bytecode: string };
  const sound = compile()['Rollup'];
  expect(broken.abi).toEqual(sound?.abi);
  expect(broken.bytecode).not.toBe(sound?.bytecode);
});

test('a piece that is not there is named: a mutant that changes nothing would be sound', () => {
  expect(withoutChecks('a; b;', [['b;', '']])).toBe('a; ');
  expect(() => withoutChecks('a;', [['b;', '']])).toThrow('no "b;"');
});
