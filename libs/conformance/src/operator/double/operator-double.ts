import { isUtf8 } from 'node:buffer';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operatorErrors, type OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import { operatorLimits } from '@plimsoll/interface/operator/limits';
import { rollupId } from '@plimsoll/interface/operator/operation-hash';
import { ParamsMistake } from '@plimsoll/interface/operator/param-reader';
import { pointOf } from '@plimsoll/interface/operator/signature';
import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { ConformanceEndpoint } from '../../target.ts';
import type { OperatorAccount, OperatorTarget } from '../target.ts';
import { Answers, DoubleRefusal } from './answers.ts';
import type { BrokenRule } from './broken-rule.ts';
import { DoubleLedger } from './ledger.ts';

/** An operator in memory: two nodes over one ledger. For the tests of the cases; no reference. */
export class OperatorDouble {
  readonly target: OperatorTarget;
  readonly #servers: readonly Server[];
  readonly #ticking: NodeJS.Timeout;
  readonly #answers: Answers;
  readonly #broken: BrokenRule | undefined;

  private constructor(servers: readonly Server[], capabilities: readonly string[], broken?: BrokenRule) {
    const rollup = rollupId(31_337, `0x${'c0'.repeat(20)}`);
    const accounts = [0, 1, 2, 3].map(createAccount);
    const ledger = new DoubleLedger(
      accounts.map(({ id, publicKey }) => ({
        id,
        publicKey,
        jointEncryptionKey: '0x',
        operatorId: id === 3 ? 2 : 1,
        nonce: 0,
        redemptionIndex: 0,
        balance: 1_000_000n,
      })),
      broken,
    );
    this.#servers = servers;
    this.#broken = broken;
    this.#answers = new Answers(ledger, rollup, broken);
    this.#ticking = setInterval(() => ledger.tick(), 15);
    const nodes = servers.map((server, n): ConformanceEndpoint => {
      const { port } = server.address() as AddressInfo;
      // A connection that is given up while a request is on its way would be read as a node that fell.
      server.keepAliveTimeout = 60_000;
      server.on('request', (request, response) => {
        // A request that broke off is nobody's any more.
        this.#serve(request, response, n).catch(() => response.destroy());
      });
      return { instance: `double-${n}`, host: '127.0.0.1', port };
    });
    this.target = {
      nodes,
      gateways: [],
      capabilities,
      rollup,
      accounts: accounts.slice(0, 3),
      foreign: accounts[3]!,
      endWithinMs: 5_000,
    };
  }

  static async start(
    broken?: BrokenRule,
    capabilities: readonly string[] = ['outbound-transfers'],
  ): Promise<OperatorDouble> {
    const servers = [createServer(), createServer()];
    await Promise.all(
      servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))),
    );
    return new OperatorDouble(servers, capabilities, broken);
  }

  async close(): Promise<void> {
    clearInterval(this.#ticking);
    await Promise.all(
      this.#servers.map((server) => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      }),
    );
  }

  async #serve(request: IncomingMessage, response: ServerResponse, node: number): Promise<void> {
    if (this.#broken !== 'instance-unnamed') response.setHeader(instanceHeader, `double-${node}`);
    const reply = (status: number, body: unknown): void => {
      if (body === undefined) return void response.writeHead(204).end();
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const path = request.url ?? '';
    if (path.startsWith('/health')) {
      const instance = this.#broken === 'wrong-name' ? 'somebody' : `double-${node}`;
      const body = { instance, incarnation: '1', role: 'active', ready: true, reasons: [] };
      reply(this.#broken === 'not-alive' && path === '/health/live' ? 503 : 200, body);
      return;
    }
    const refuse = (code: OperatorErrorCode): void =>
      reply(operatorErrors.find((row) => row.code === code)?.httpStatus ?? 500, errorBody(null, code));
    if (path !== '/' && this.#broken !== 'any-path') return refuse('NOT_FOUND');
    if (request.method !== 'POST') return refuse('METHOD_NOT_ALLOWED');
    if (request.headers['content-type'] !== 'application/json') return refuse('UNSUPPORTED_MEDIA_TYPE');
    if (bytes.length > operatorLimits.bodyBytesMax && this.#broken !== 'bodies-unlimited')
      return refuse('REQUEST_TOO_LARGE');
    let body: unknown;
    try {
      if (!isUtf8(bytes)) {
        if (this.#broken === 'falls-to-rubbish') return this.#fall(node);
        throw new SyntaxError('no UTF-8');
      }
      body = JSON.parse(bytes.toString('utf8'));
    } catch {
      return refuse(this.#broken === 'garbage-is-our-fault' ? 'INTERNAL_ERROR' : 'PARSE_ERROR');
    }
    if (!Array.isArray(body)) return reply(200, this.#call(body, node));
    if (body.length === 0) return refuse('INVALID_REQUEST');
    if (body.length > operatorLimits.batchCallsMax && this.#broken !== 'arrays-unbounded')
      return refuse('TOO_MANY_CALLS');
    const answers = body.map((each) => this.#call(each, node)).filter((each) => each !== undefined);
    if (answers.length === 0) return reply(204, undefined);
    reply(200, this.#broken === 'arrays-cut-short' ? answers.slice(0, 1) : answers);
  }

  /** As if the process of a node had ended. */
  #fall(node: number): void {
    this.#servers[node]?.close();
    this.#servers[node]?.closeAllConnections();
  }

  /** The answer to one call; undefined to one without an id. */
  #call(call: unknown, node: number): unknown {
    const { jsonrpc, id, method, params = [] } = (call ?? {}) as Record<string, unknown>;
    const known = typeof id === 'string' || typeof id === 'number' ? id : null;
    if (
      jsonrpc !== '2.0' ||
      typeof method !== 'string' ||
      (known === null && id !== undefined && id !== null)
    )
      return errorBody(known, 'INVALID_REQUEST');
    let answer: object;
    try {
      const listed = Array.isArray(params) ? params : [Symbol('parameters by name')];
      answer = { jsonrpc: '2.0', id: known, result: this.#answers.answer(method, listed, node) };
    } catch (error) {
      const code = error instanceof ParamsMistake ? 'INVALID_PARAMS' : (error as DoubleRefusal).code;
      answer = errorBody(known, code ?? 'INTERNAL_ERROR');
    }
    return id === undefined ? undefined : answer;
  }
}

function createAccount(id: number): OperatorAccount {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { id, publicKey: pointOf(privateKey), privateKeyPem };
}

function errorBody(id: string | number | null, code: OperatorErrorCode): object {
  const row = operatorErrors.find((each) => each.code === code)!;
  return { jsonrpc: '2.0', id, error: { code: row.rpcCode, message: row.title, data: { code } } };
}
