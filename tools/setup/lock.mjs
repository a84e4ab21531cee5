import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';

/**
 * Runs `work` while nobody else holds the lock of that name. The lock is a Linux abstract socket: the kernel frees it with
 * the process that holds it, however that dies, so no stale lock is ever left and none has to be guessed at.
 * @template T
 * @param {string} name                what is locked, usually a path
 * @param {() => void} onWait          called once if somebody else holds it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(name, onWait, work) {
  const path = `\0plimsoll-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  let server = await listen(path);
  if (server === undefined) onWait();
  while (server === undefined) {
    await closing(path);
    server = await listen(path);
  }
  try {
    return await work();
  } finally {
    for (const waiter of server.waiters) waiter.destroy();
    await new Promise((closed) => server?.server.close(closed));
  }
}

/** @param {string} path */
function listen(path) {
  return new Promise((settle, reject) => {
    /** @type {Set<import('node:net').Socket>} */
    const waiters = new Set();
    const server = createServer((socket) => {
      waiters.add(socket);
      socket.on('error', () => {}).on('close', () => waiters.delete(socket));
    });
    server.on('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? settle(undefined) : reject(error),
    );
    server.listen(path, () => settle({ server, waiters }));
  });
}

/**
 * Resolves when the holder closes the connection, that is when it is done or dead.
 * @param {string} path
 * @returns {Promise<void>}
 */
function closing(path) {
  return new Promise((settle) => {
    connect(path)
      .on('error', () => {})
      .on('close', () => settle())
      .resume();
  });
}
