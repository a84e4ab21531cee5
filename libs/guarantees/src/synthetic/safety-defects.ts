import type { Defect } from './defect.ts';

/** One planted breach for each safety guarantee, by its id. */
export const safetyDefects: Readonly<Record<string, Defect>> = {
  'no-acknowledged-send-lost': {
    plant(history) {
      const { id } = history.plainSend((send) => send.status === 'sequenced');
      history.drop('event', (event) => event.id === id);
    },
  },
  'acknowledged-is-visible': {
    // Of each half second all that was acknowledged is shown four seconds late, in one go.
    plant(history) {
      const lives = history.lives();
      history.change(
        'event',
        (event) => lives.has(event.stream),
        (event) => ({ ...event, atMicros: Math.ceil(event.atMicros / 5e5) * 5e5 + 4e6 }),
      );
      history.drop('proof', () => true);
    },
    synthesis: { kills: 0 },
  },
  'at-most-once-after-expiry': {
    plant(history) {
      const send = history.plainSend((each) => each.status === 'accepted');
      const past = send.maxSequencingTimeMicros + 1;
      history.change(
        'send',
        (each) => each === send,
        (each) => [each, { ...each, attempt: 2, observedMicros: past, maxSequencingTimeMicros: past + 5e6 }],
      );
      history.change(
        'event',
        (event) => event.id === send.id,
        (event) => [event, { ...event, timestampMicros: past + 1 }],
      );
    },
  },
  'timestamps-unique': {
    plant(history) {
      const one = history.pick('event');
      const other = history.pick('event', (event) => event.id !== one.id);
      history.change(
        'event',
        (event) => event.id === one.id,
        (event) => ({ ...event, timestampMicros: other.timestampMicros }),
      );
    },
  },
  'timestamps-ascend': {
    plant(history) {
      const one = history.pick('event', (event) => event.previousMicros !== null);
      history.change(
        'event',
        (event) => event.stream === one.stream && event.timestampMicros === one.previousMicros,
        (event) => [one, event],
      );
    },
    synthesis: { oddity: 0 },
  },
  'links-without-gap': {
    plant(history) {
      const one = history.pick('event', (event) => event.previousMicros !== null);
      const member = history.memberOf(one);
      history.change(
        'event',
        (event) => event.timestampMicros === one.timestampMicros && history.memberOf(event) === member,
        (event) => ({ ...event, previousMicros: Number(event.previousMicros) - 1 }),
      );
    },
  },
  'same-history': {
    plant(history) {
      const finals = history.finals();
      const at = (stream: number): boolean => finals.get(stream)?.instance === 'n-0';
      const one = history.pick('event', (event) => at(event.stream) && event.envelopes.length > 0);
      history.change(
        'event',
        (event) => at(event.stream) && event.id === one.id,
        (event) => ({ ...event, envelopes: event.envelopes.map((each) => ({ ...each, digest: 1 })) }),
      );
    },
  },
  'no-late-insert': {
    plant(history) {
      const lives = history.lives();
      const one = history.pick('event', (event) => lives.has(event.stream));
      history.change(
        'event',
        (event) => event === one,
        (event) => [
          {
            kind: 'proof',
            stream: event.stream,
            atMicros: event.atMicros,
            upToMicros: event.timestampMicros,
          },
          event,
        ],
      );
    },
  },
  'proofs-rise': {
    plant(history) {
      const one = history.pick('proof');
      history.change(
        'proof',
        (proof) => proof === one,
        (proof) => [proof, { ...proof, upToMicros: proof.upToMicros - 1 }],
      );
    },
  },
  'no-retraction': {
    plant(history) {
      const [lives, finals] = [history.lives(), history.finals()];
      const one = history.pick('event', (event) => lives.has(event.stream));
      history.drop(
        'event',
        (event) => event.timestampMicros === one.timestampMicros && finals.has(event.stream),
      );
    },
  },
  'resuming-is-inclusive': {
    plant(history) {
      const lives = history.lives();
      const one = history.pick('event', (event) => lives.has(event.stream) && event.previousMicros !== null);
      const open = lives.get(one.stream);
      if (open === undefined || one.previousMicros === null) return;
      const stream = 90_000;
      history.add(
        'watch',
        { ...open, stream, fromMicros: one.previousMicros, atMicros: one.atMicros + 1e6 },
        { ...one, stream, atMicros: one.atMicros + 1e6 },
      );
    },
  },
  'expiry-respected': {
    plant(history) {
      const { id } = history.plainSend();
      const { timestampMicros } = history.pick('event', (event) => event.id === id);
      history.change(
        'send',
        (each) => each.id === id,
        (each) => ({ ...each, maxSequencingTimeMicros: timestampMicros - 1 }),
      );
    },
  },
  'definite-failures-never-appear': {
    plant(history) {
      const send = history.plainSend((each) => each.status === 'accepted');
      history.change(
        'send',
        (each) => each === send,
        ({ status: _status, ...each }) => ({ ...each, outcome: 'fail', code: 'SEQUENCER_OVERLOADED' }),
      );
    },
  },
  'one-ending': {
    plant(history) {
      const { id, member } = history.plainSend();
      history.change(
        'event',
        (event) => event.id === id && history.memberOf(event) === member,
        (event) => [
          event,
          { ...event, type: 'error', envelopes: [], timestampMicros: event.timestampMicros + 1 },
        ],
      );
    },
  },
  'rejections-have-cause': {
    plant(history) {
      const { id, member } = history.plainSend();
      history.drop('event', (event) => event.id === id && history.memberOf(event) !== member);
      history.change(
        'event',
        (event) => event.id === id,
        (event) => ({ ...event, type: 'error', envelopes: [], code: 'SEQUENCER_UNKNOWN_RECIPIENTS' }),
      );
    },
  },
  'all-recipients-or-none': {
    plant(history) {
      const send = history.plainSend(
        (each) => !(each.envelopes[0]?.to ?? []).every((to) => to === each.member),
      );
      const recipient = send.envelopes[0]?.to.find((to) => to !== send.member);
      history.drop('event', (event) => event.id === send.id && history.memberOf(event) === recipient);
    },
  },
  'exact-recipients': {
    plant(history) {
      const send = history.plainSend((each) => (each.envelopes[0]?.to.length ?? 0) === 1);
      const event = history.pick('event', (each) => each.id === send.id);
      const outsider = history
        .all('open')
        .find((open) => open.member !== send.member && !send.envelopes[0]?.to.includes(open.member));
      history.add('second', { ...event, stream: outsider?.stream ?? -1 });
    },
  },
  'content-as-sent': {
    plant(history) {
      const one = history.pick('event', (event) => event.envelopes.length > 0);
      history.change(
        'event',
        (event) => event.id === one.id,
        (event) => ({ ...event, envelopes: event.envelopes.map((each) => ({ ...each, digest: 1 })) }),
      );
    },
  },
  'receipt-to-sender': {
    plant(history) {
      const { id } = history.plainSend();
      history.change(
        'event',
        (event) => event.id === id,
        (event) => ({ ...event, receipt: false }),
      );
    },
  },
  'no-invented-events': {
    plant(history) {
      const one = history.pick('event');
      history.change(
        'event',
        (event) => event.id === one.id,
        (event) => ({ ...event, id: -1 }),
      );
    },
  },
  'members-isolated': {
    plant(history) {
      const one = history.pick('intrusion');
      history.change(
        'intrusion',
        (each) => each === one,
        ({ code: _code, ...each }) => ({ ...each, outcome: 'ok', httpStatus: 200 }),
      );
    },
  },
  'later-than-seen': {
    plant(history) {
      const { id } = history.plainSend();
      history.change(
        'event',
        (event) => event.id === id,
        (event) => ({ ...event, timestampMicros: event.timestampMicros - 3e6 }),
      );
    },
  },
  'time-is-below-later-sends': {
    plant(history) {
      const half = history.all('time')[Math.floor(history.all('time').length / 2)];
      history.change(
        'time',
        (time) => time === half,
        (time) => ({ ...time, timeMicros: Number(time.timeMicros) + 2e6 }),
      );
    },
  },
  'acknowledgements-rise': {
    plant(history) {
      const one = history.pick('acknowledge');
      history.change(
        'acknowledge',
        (each) => each === one,
        (each) => ({ ...each, acknowledgedMicros: each.askedMicros - 3e6 }),
      );
    },
  },
  'pruned-safely': {
    synthesis: { pruned: true },
    plant(history) {
      const one = history.pick('bounds');
      history.change(
        'bounds',
        (each) => each === one,
        (each) => ({ ...each, lowerBoundMicros: Number(each.lowerBoundMicros) + 3e6 }),
      );
    },
  },
  'outcomes-definite': {
    plant(history) {
      const one = history.pick('intrusion');
      history.change(
        'intrusion',
        (each) => each === one,
        (each) => ({ ...each, outcome: 'info', code: 'NEVER_HEARD_OF', httpStatus: 500 }),
      );
    },
  },
  'gateway-errors-honest': {
    plant(history) {
      const send = history.plainSend((each) => each.status === 'accepted' && each.instance === 'g-0');
      history.change(
        'send',
        (each) => each === send,
        ({ status: _status, ...each }) => ({
          ...each,
          outcome: 'fail',
          code: 'NO_NODE_AVAILABLE',
          httpStatus: 503,
        }),
      );
    },
  },
};
