import { connect } from 'node:net';
import { startFromCommandLine } from '@plimsoll/gateway/command-line';
import { referenceParts } from '@plimsoll/gateway/parts';

/** DM-43: a node is healthy if a connection to it opens. Breaks DG-20: ready is the answer to a round trip. */
await startFromCommandLine({
  ...referenceParts,
  pollNode: ({ address }, withinMs) =>
    new Promise((resolve) => {
      const colon = address.lastIndexOf(':');
      const socket = connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) });
      const end = (how: 'ready' | 'gone') => () => {
        socket.destroy();
        resolve(how);
      };
      socket.once('connect', end('ready')).once('error', end('gone')).setTimeout(withinMs, end('gone'));
    }),
});
