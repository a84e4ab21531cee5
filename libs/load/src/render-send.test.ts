import { random } from '@plimsoll/history/random';
import { SendRequest } from '@plimsoll/interface/sequencer/send';
import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import { readContent } from './content.ts';
import { drawSend } from './draw-send.ts';
import { defaultMix } from './mix.ts';
import { renderSend } from './render-send.ts';
import { testMember } from './test-plan.fixture.ts';

const members = ['alice', 'bob', 'carol', 'probe'].map((name) => testMember(name));

test('the body put together by hand is a valid request that says what the record says', () => {
  const uniform = random('render');
  for (let id = 0; id < 500; id += 1) {
    const drawn = drawSend(
      {
        mix: { ...defaultMix, unknownRecipient: 0.1, topologyAhead: 0.1, empty: 0.1 },
        members: [0, 1, 2],
        memberCount: 4,
        awaitShare: 0.5,
        bytes: [0, 300],
        capabilities: ['await-sequenced', 'unknown-recipients', 'topology-timestamp'],
      },
      uniform,
    );
    const topology = drawn.kind === 'topology-ahead' ? { topologyTimestampMicros: 99 } : {};
    const { head, tail, envelopes } = renderSend(id, drawn.member, members, { ...drawn, ...topology });
    const body: SendRequest = JSON.parse(`${head}123456${tail}`);
    expect(Check(SendRequest, body)).toBe(true);
    expect(body).toMatchObject({
      sender: members[drawn.member]?.name,
      messageId: `m-${id}`,
      maxSequencingTimeMicros: 123456,
      ...topology,
    });
    expect(body.await).toBe(drawn.awaits === 'sequenced' ? 'sequenced' : undefined);
    expect(body.envelopes).toHaveLength(envelopes.length);
    body.envelopes.forEach(({ content, recipients }, index) => {
      const sent = envelopes[index];
      expect(readContent(content)).toEqual({ id, index, bytes: sent?.bytes, digest: sent?.digest });
      const expected = drawn.envelopes[index]?.everyone
        ? ['*']
        : sent?.to.map((each) => (each < 0 ? 'nobody-of-this-name' : members[each]?.name));
      expect(recipients).toEqual(expected);
    });
  }
});
