import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { challengeText } from '@plimsoll/interface/sequencer/calls';
import type { SubscriptionLine } from '@plimsoll/interface/sequencer/subscription';

/** A member with its key, for tests. */
export interface TestMember {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly entry: { name: string; publicKey: string; enabled: boolean };
}

/** Members with fresh keys. */
export function testMembers(names: readonly string[], disabled: readonly string[] = []): TestMember[] {
  return names.map((name) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
    return { name, privateKey, entry: { name, publicKey: raw, enabled: !disabled.includes(name) } };
  });
}

/** Writes a members file. */
export function writeMembersFile(file: string, members: readonly TestMember[]): void {
  writeFileSync(file, JSON.stringify(members.map((member) => member.entry)));
}

/** A reply: status, parsed body and the instance that answered. */
export interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown> & { error?: { code: string; message: string } };
  readonly instance: string | null;
}

/** Calls any endpoint. */
export async function call(url: string, path: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(`${url}${path}`, init);
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Reply['body']),
    instance: response.headers.get('plimsoll-instance'),
  };
}

/** Posts a JSON body, with a token if there is one. */
export function post(url: string, path: string, body: unknown, token?: string): Promise<Reply> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  return call(url, path, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Signs a challenge and returns the token. */
export async function logIn(url: string, member: TestMember): Promise<string> {
  const { body } = await post(url, '/v1/auth/challenge', { member: member.name });
  const { challengeId, nonce } = body as { challengeId: string; nonce: string };
  const text = challengeText(member.name, challengeId, nonce);
  const signature = sign(null, Buffer.from(text), member.privateKey).toString('base64');
  const reply = await post(url, '/v1/auth/token', { member: member.name, challengeId, signature });
  if (reply.status !== 200) throw new Error(`log in of ${member.name}: ${JSON.stringify(reply.body)}`);
  return reply.body['token'] as string;
}

/** An open subscription that remembers its lines. */
export interface Stream {
  readonly lines: SubscriptionLine[];
  readonly status: number;
  readonly ended: Promise<void>;
  readonly close: () => void;
}

/** Subscribes, from the start or a position. */
export async function subscribe(url: string, token: string, from?: number): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${url}/v1/subscribe${from === undefined ? '' : `?from=${from}`}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  const lines: SubscriptionLine[] = [];
  const read = async (): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) lines.push(JSON.parse(part) as SubscriptionLine);
    }
  };
  return { lines, status: response.status, ended: read().catch(() => undefined), close: () => abort.abort() };
}

/** Only the events of a stream. */
export function eventsOf(stream: Stream): Extract<SubscriptionLine, { type: 'event' }>[] {
  return stream.lines.filter((line) => line.type === 'event');
}

/** Resolves as soon as the condition holds; rejects with what was looked for after `withinMs`. */
export async function until(what: string, condition: () => unknown, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
