import Fastify from 'fastify';
import { SendRequest } from '@plimsoll/interface/sequencer/send';

// A process: an HTTP endpoint with a sequencer's validation of sends and nothing behind it. It prints its port and
// lives until its standard input ends. What a generator needs to work at all is answered with the same to everybody:
// challenge, token, and a subscription that only proves the time.
const server = Fastify({ logger: false, forceCloseConnections: true });
server.post('/v1/send', { schema: { body: SendRequest } }, (_request, reply) => {
  void reply.code(202).send({ status: 'accepted' });
});
server.post('/v1/auth/challenge', () => ({ challengeId: 'c', nonce: 'n' }));
server.post('/v1/auth/token', () => ({ token: 'everybody', expiresInSeconds: 3600 }));
server.get('/v1/subscribe', (request, reply) => {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const prove = (): void =>
    void reply.raw.write(`${JSON.stringify({ type: 'proof', upToMicros: Date.now() * 1000 })}\n`);
  const timer = setInterval(prove, 500);
  request.raw.on('close', () => clearInterval(timer));
  prove();
});
await server.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(server.server.address() as { port: number }).port}\n`);
process.stdin.on('end', () => void server.close()).resume();
