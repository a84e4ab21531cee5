import { sendLimits } from '@plimsoll/interface/sequencer/send';
import type { ConformanceCase } from '../../case.ts';
import { rawExchange } from '../../exchange/raw-exchange.ts';
import { expect, expectError } from '../../expectation.ts';
import { Violation } from '../../violation.ts';

export default {
  id: 'http-slow-body',
  title: 'A request that does not arrive is given up',
  text: `A send of which the rest of the body never comes: REQUEST_TIMEOUT ${sendLimits.requestWithinMs} ms after its first byte, not before half of that and not later than 5 s after it.`,
  covers: [],
  level: 'MUST',
  scope: 'each',
  slow: true,
  async check(context) {
    const { token } = await context.session(context.alice);
    const head = `POST /v1/send HTTP/1.1\r\nhost: test\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: 200\r\n\r\n{"sender":`;
    const asked = `POST /v1/send with 10 of 200 bytes at ${context.endpoint.instance}`;
    const { reply, closed, tookMs } = await rawExchange(
      context.endpoint,
      asked,
      head,
      sendLimits.requestWithinMs + 5_000,
    );
    if (reply === null)
      throw new Violation(
        closed ? 'The connection was closed without an answer.' : `No answer in ${Math.round(tookMs)} ms.`,
        [asked],
      );
    expectError(reply, 'REQUEST_TIMEOUT', 'A send of which the rest never came');
    expect(
      tookMs > sendLimits.requestWithinMs / 2,
      `It was given up after ${Math.round(tookMs)} ms already.`,
    );
    return `given up after ${(tookMs / 1000).toFixed(1)} s`;
  },
} satisfies ConformanceCase;
