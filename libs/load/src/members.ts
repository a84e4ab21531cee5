import type { TestMember } from './client.ts';

/** Name of the member that only probes: its messages are outside the send guarantees and outside the dense ids. */
export const probeMember = 'probe';

/** Indexes of the members that carry the load and are read at the end: enabled, and not the probes' own. */
export function testMembers(members: readonly TestMember[]): number[] {
  return members.flatMap(({ name, enabled }, index) => (enabled && name !== probeMember ? [index] : []));
}
