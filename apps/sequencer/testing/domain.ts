import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { SendReply } from '@plimsoll/interface/sequencer/send';
import { completeConfig } from '../src/config/read-config.ts';
import { referenceParts, type SequencerParts } from '../src/parts.ts';
import { runSequencer, type SequencerNode } from '../src/run-sequencer.ts';
import {
  call,
  logIn,
  post,
  type Reply,
  testMembers,
  type TestMember,
  until,
  writeMembersFile,
} from './client.ts';
import { freePort, type TestPostgres } from '@plimsoll/edge/testing/postgres';

/** Nodes of one domain in this process, over a database of their own. */
export interface TestDomain {
  readonly databaseUrl: string;
  readonly membersFile: string;
  readonly members: readonly TestMember[];
  readonly start: (
    instance: string,
    settings?: object,
    parts?: Partial<SequencerParts>,
  ) => Promise<SequencerNode>;
  /** A statement as a superuser. */
  readonly sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

/** Members `alice`, `bob` and `carol` are enabled, `dora` is not. */
export async function openDomain(postgres: TestPostgres): Promise<TestDomain> {
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-domain-'));
  const databaseUrl = await postgres.database();
  const membersFile = join(directory, 'members.json');
  const members = testMembers(['alice', 'bob', 'carol', 'dora'], ['dora']);
  writeMembersFile(membersFile, members);
  const nodes: SequencerNode[] = [];
  return {
    databaseUrl,
    membersFile,
    members,
    start: async (instance, settings = {}, parts = {}) => {
      const listen = `127.0.0.1:${await freePort()}`;
      const config = completeConfig({ instance, listen, databaseUrl, membersFile, ...settings });
      const node = await runSequencer(config, { ...referenceParts, ...parts }, pino({ level: 'silent' }));
      nodes.push(node);
      return node;
    },
    sql: async (text, values) => {
      const client = new pg.Client({ connectionString: databaseUrl });
      client.on('error', () => undefined);
      await client.connect();
      try {
        return (await client.query(text, values)).rows as Record<string, unknown>[];
      } finally {
        await client.end();
      }
    },
    close: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Resolves when the node says that it is ready. */
export async function ready(node: SequencerNode): Promise<void> {
  await until('ready', async () => (await call(node.url, '/health/ready')).status === 200);
}

/** Logs in at the node as the member of that name. */
export function logInAs(domain: TestDomain, node: SequencerNode, name: string): Promise<string> {
  const member = domain.members.find((each) => each.name === name);
  if (!member) throw new Error(`no member ${name}`);
  return logIn(node.url, member);
}

let sent = 0;

/** A send of alice's with her token, to bob unless said otherwise, that waits to be sequenced. */
export function send(node: SequencerNode, token: string, change: object = {}): Promise<Reply> {
  const request = {
    sender: 'alice',
    messageId: `m-${++sent}`,
    await: 'sequenced',
    maxSequencingTimeMicros: (Date.now() + 60_000) * 1000,
    envelopes: [{ content: 'aGk=', recipients: ['bob'] }],
    ...change,
  };
  return post(node.url, '/v1/send', request, token);
}

/** The timestamp of a send that must have been sequenced. */
export async function sequenced(node: SequencerNode, token: string, change: object = {}): Promise<number> {
  const reply = await send(node, token, change);
  const body = reply.body as unknown as SendReply;
  if (body.status !== 'sequenced') throw new Error(`not sequenced: ${JSON.stringify(reply)}`);
  return body.timestampMicros;
}
