import { HealthBody } from '@plimsoll/interface/health/health';
import type { ConformanceCase } from '../../case.ts';
import type { AnyContext } from '../../any-context.ts';
import { expect, expectReply } from '../../expectation.ts';

export default {
  id: 'health-ready',
  title: 'A ready endpoint says so, by name',
  text: '/health and /health/ready of an endpoint in order: 200 with a valid body, ready, without reasons, with the instance name it was given, and the same incarnation at each call.',
  covers: ['DC-70', 'RG-16'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const incarnations = new Set<string>();
    for (const path of ['/health', '/health/ready', '/health']) {
      const reply = await context.call({ method: 'GET', path });
      const body = expectReply(reply, 200, HealthBody, path);
      expect(body.ready && body.reasons.length === 0, `${path} answers 200 but is not ready.`, [reply.text]);
      const { instance } = context.endpoint;
      expect(body.instance === instance, `${path} names ${body.instance}; it was started as ${instance}.`);
      incarnations.add(body.incarnation);
    }
    expect(incarnations.size === 1, 'The incarnation changes without a restart.', [...incarnations]);
    return 'ready, with a valid body';
  },
} satisfies ConformanceCase<AnyContext>;
