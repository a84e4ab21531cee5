import type { FastifyRequest } from 'fastify';
import type { Tokens } from '../auth/token.ts';
import type { Directory, Member } from '../members/directory.ts';
import { Refusal } from './refuse.ts';

/**
 * The member whose token a request bears.
 *
 * @throws Refusal `UNAUTHENTICATED`, `SEQUENCER_SENDER_UNKNOWN` or `MEMBER_DISABLED`
 */
export function authenticated(request: FastifyRequest, tokens: Tokens, directory: Directory): Member {
  const header = request.headers.authorization ?? '';
  const name = /^bearer /i.test(header) ? tokens.memberOf(header.slice(7).trim()) : undefined;
  if (name === undefined) throw new Refusal('UNAUTHENTICATED');
  return registered(directory, name);
}

/**
 * The registered, enabled member of that name.
 *
 * @throws Refusal
 */
export function registered(directory: Directory, name: string): Member {
  const member = directory.byName(name);
  if (!member) throw new Refusal('SEQUENCER_SENDER_UNKNOWN');
  if (!member.enabled) throw new Refusal('MEMBER_DISABLED');
  return member;
}
