import { readFileSync } from 'node:fs';
import { Problem } from '@plimsoll/interface/problem/problem';

/**
 * The private key in a file: `0x` and 64 digits. What is wrong with it is said without showing it (G17).
 *
 * @throws Problem
 */
export function readKey(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Problem(
      `the key file ${file} cannot be read`,
      (error as Error).message,
      'check path and permissions',
    );
  }
  if (!/^0x[0-9a-fA-F]{64}$/.test(text))
    throw new Problem(
      `the key file ${file} holds no key`,
      '0x and 64 hexadecimal digits were expected',
      'write the private key of the submitter into it',
    );
  return text;
}
