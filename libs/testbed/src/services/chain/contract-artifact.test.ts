import { contractAbi } from '@plimsoll/interface/operator/contract-abi';
import { Interface } from 'ethers';
import { describe, expect, test } from 'vitest';
import { contractArtifact, lackingIn } from './contract-artifact.ts';

const abi = JSON.parse(new Interface(contractAbi).formatJson()) as object[];

/** A command that prints a text and ends with a code. */
function prints(text: string, code = 0): string[] {
  return [
    '{{node}}',
    '-e',
    `process.stdout.write(${JSON.stringify(text)}); process.stderr.write('oh'); process.exitCode = ${code}`,
  ];
}

describe('the command of a subject', () => {
  test('gives the contract when it prints it', async () => {
    const text = JSON.stringify({ abi, bytecode: '0x6001' });
    expect(await contractArtifact(prints(text), import.meta.dirname)).toEqual({ abi, bytecode: '0x6001' });
  });

  test.each([
    ['fails', prints('', 3), 'its command failed (3): oh'],
    ['is not there', ['./no-such-program'], 'its command failed (ENOENT)'],
    ['prints no JSON', prints('<html>'), 'its command printed no JSON: <html>'],
    ['prints JSON without bytecode', prints('{"abi":[]}'), 'without "abi" (a list) or "bytecode"'],
    [
      'prints bytecode that is none',
      prints('{"abi":[],"bytecode":"0x0"}'),
      'without "abi" (a list) or "bytecode"',
    ],
    [
      'lacks a function',
      prints(
        JSON.stringify({
          abi: abi.filter((each) => !JSON.stringify(each).includes('"withdraw"')),
          bytecode: '0x00',
        }),
      ),
      'its ABI lacks function withdraw(uint16)',
    ],
  ])('that %s is named as the cause', async (_, command, why) => {
    await expect(contractArtifact(command, import.meta.dirname)).rejects.toMatchObject({
      message: "the subject's contract cannot be deployed",
      why: expect.stringContaining(why),
      exitCode: 1,
    });
  });
});

test('names of parameters are nobody’s business, types are', () => {
  expect(lackingIn(contractAbi)).toEqual([]);
  const other = contractAbi.map((line) =>
    line.startsWith('event WithdrawalPaid')
      ? 'event WithdrawalPaid(address indexed receiver, uint16 token, uint256 coins)'
      : line.startsWith('error StaleParent')
        ? 'error StaleParent(bytes32 currentRoot, uint64 height)'
        : line.replace('constructor(uint16[] operatorIds', 'constructor(uint32[] operatorIds'),
  );
  expect(lackingIn(other)).toEqual([
    'constructor(uint16[],address[],address[])',
    'error StaleParent(bytes32,uint32)',
  ]);
});
