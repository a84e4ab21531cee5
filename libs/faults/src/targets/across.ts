import type { Address, Link, Testbed } from '@plimsoll/testbed/testbed';

/** An address on one side of a link where an instance listens, as seen from the other side: on the link's own path. */
export function addressAcross(testbed: Testbed, { from, to }: Link): Address {
  const there = testbed.instances.find((each) => each.site === to && each.serves !== 'internal');
  if (there !== undefined) return there.addressFrom(from, 'api');
  const here = testbed.instances.find((each) => each.site === from && each.serves !== 'internal');
  if (here !== undefined) return here.addressFrom(to, 'api');
  throw new Error(`nothing listens on either side of the link ${from}-${to}`);
}
