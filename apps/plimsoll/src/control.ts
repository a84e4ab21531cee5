import { createConnection, createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';

/** What `plimsoll fault` asks of a testbed that `plimsoll up` holds. */
export interface ControlRequest {
  readonly verb: 'inject' | 'heal' | 'list';
  readonly fault?: string;
  readonly target?: string;
}
export interface ControlReply {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** The socket of the testbed held from this folder: one at a time, a Unix socket that only this user can open. */
export function controlPath(): string {
  return resolve('.plimsoll/up.sock');
}

/** Serves one JSON request a line. A socket left by a harness that died is taken over. */
export async function serveControl(
  handle: (request: ControlRequest) => Promise<ControlReply>,
): Promise<Server> {
  const path = controlPath();
  await mkdir(dirname(path), { recursive: true });
  if (await answers(path)) {
    throw new Problem(
      'A testbed is already up in this folder',
      'Another `plimsoll up` or `run --keep` holds it.',
      'Stop that one with Ctrl-C, or work in another folder.',
    );
  }
  await rm(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).on('line', (line) => {
      void handle(JSON.parse(line) as ControlRequest)
        .catch((error: unknown): ControlReply => ({
          ok: false,
          lines: [error instanceof Error ? error.message : String(error)],
        }))
        .then((reply) => socket.end(`${JSON.stringify(reply)}\n`));
    });
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(path, done));
  return server;
}

/** Asks the held testbed; a Problem when there is none. */
export async function askControl(request: ControlRequest): Promise<ControlReply> {
  const socket = createConnection(controlPath());
  return new Promise((done, failed) => {
    let text = '';
    socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('end', () => done(JSON.parse(text) as ControlReply));
    socket.on('error', (error) =>
      failed(
        new Problem(
          'No testbed is up in this folder',
          `Nobody answers at .plimsoll/up.sock (${error.message}).`,
          'Start one with `plimsoll up` in another terminal, from this folder.',
          exitCodes.usage,
        ),
      ),
    );
  });
}

async function answers(path: string): Promise<boolean> {
  const socket = createConnection(path);
  return new Promise((done) => {
    socket.on('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}
