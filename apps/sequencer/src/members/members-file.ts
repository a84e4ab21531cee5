import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import Type from 'typebox';
import { MemberEntry } from '@plimsoll/interface/sequencer/calls';
import { RefusedConfiguration } from '../config/refused-configuration.ts';

/**
 * The static list of members: a JSON array of name, Ed25519 public key and whether it is enabled.
 *
 * @throws RefusedConfiguration if it cannot be read, does not fit, or names somebody twice
 */
export function readMembersFile(file: string): MemberEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new RefusedConfiguration(`membersFile ${file}`, `cannot be read: ${(error as Error).message}`);
  }
  const ajv = new Ajv();
  if (!ajv.validate(Type.Array(MemberEntry), value))
    throw new RefusedConfiguration(`membersFile ${file}`, ajv.errorsText());
  const members = value as MemberEntry[];
  const names = new Set<string>();
  for (const { name, publicKey } of members) {
    if (names.has(name)) throw new RefusedConfiguration(`membersFile ${file}`, `names ${name} twice`);
    names.add(name);
    if (Buffer.from(publicKey, 'base64').length !== 32)
      throw new RefusedConfiguration(`membersFile ${file}`, `has no 32-byte key for ${name}`);
  }
  return members;
}
