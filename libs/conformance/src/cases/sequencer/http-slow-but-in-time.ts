import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConformanceCase } from '../../case.ts';
import { expect } from '../../expectation.ts';
import { NotApplicable } from '../../violation.ts';

/** A node may give up on a request after ten seconds: when our own pieces took about as long, its refusal is right. */
const inTimeMs = 8_000;

export default {
  id: 'http-slow-but-in-time',
  title: 'A slow request that arrives in time is served',
  text: 'A valid send whose body comes in ten pieces over three seconds is accepted: slow lines are no offence.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  slow: true,
  async check(context) {
    const { token } = await context.session(context.alice);
    const body = JSON.stringify({
      sender: context.alice,
      messageId: context.messageId('slow'),
      maxSequencingTimeMicros: context.farMicros(),
      envelopes: [],
    });
    const beganAt = performance.now();
    const socket = connect(context.endpoint.port, context.endpoint.host);
    let answer = '';
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', (error) => (answer += String(error)));
    socket.write(
      `POST /v1/send HTTP/1.1\r\nhost: test\r\nconnection: close\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
    );
    const piece = Math.ceil(body.length / 10);
    for (let at = 0; at < body.length; at += piece) {
      await sleep(300);
      socket.write(body.slice(at, at + piece));
    }
    const tookMs = performance.now() - beganAt;
    if (!socket.closed) await Promise.race([once(socket, 'close'), sleep(10_000)]);
    socket.destroy();
    if (tookMs > inTimeMs)
      throw new NotApplicable(
        `this computer is too busy: three seconds took ${(tookMs / 1000).toFixed(1)} s`,
      );
    const first = answer.split('\r\n')[0]!;
    expect(
      first.startsWith('HTTP/1.1 202 '),
      'A valid send that took three seconds to arrive was not accepted.',
      [answer.slice(0, 400)],
    );
    return 'a send that took three seconds was accepted';
  },
} satisfies ConformanceCase;
