import { connect } from 'node:net';
import type { Address } from '@plimsoll/testbed/testbed';

/** Whether a connection to that address is accepted now; refused, reset and silent for `withinMs` are no. */
export function accepts({ host, port }: Address, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (accepted: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(accepted);
    };
    const timer = setTimeout(() => end(false), withinMs);
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
