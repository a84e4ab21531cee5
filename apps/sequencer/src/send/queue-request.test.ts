import { expect, test } from 'vitest';
import type { Directory } from '../members/directory.ts';
import { decodeContent } from './content.ts';
import { queueRequest } from './queue-request.ts';

const ids: Record<string, number> = { alice: 1, bob: 2, carol: 3 };
const directory: Directory = {
  byName: (name) =>
    ids[name] === undefined ? undefined : { id: ids[name], name, publicKey: '', enabled: true },
  nameOf: String,
  ids: [1, 2, 3],
  refresh: () => Promise.resolve(),
};
const request = { sender: 'alice', messageId: 'm', maxSequencingTimeMicros: 5 };

test('the sender is always among the recipients, but gets only envelopes addressed to it', () => {
  const queued = queueRequest(
    { ...request, envelopes: [{ content: 'AA==', recipients: ['bob', 'bob'] }] },
    1,
    directory,
    undefined,
  );
  expect(queued.recipients).toEqual([1, 2]);
  expect(decodeContent(queued.content)).toEqual([{ recipients: [2], content: 'AA==' }]);
});

test('the star is every registered member; nobody is nobody but the sender', () => {
  const star = queueRequest(
    { ...request, envelopes: [{ content: '', recipients: ['*'] }] },
    1,
    directory,
    undefined,
  );
  expect(star.recipients).toEqual([1, 2, 3]);
  expect(queueRequest({ ...request, envelopes: [] }, 1, directory, undefined).recipients).toEqual([1]);
});

test('one unknown name spoils the whole request', () => {
  const envelopes = [{ content: 'AA==', recipients: ['bob', 'zed'] }];
  expect(queueRequest({ ...request, envelopes }, 1, directory, undefined)).toMatchObject({
    content: '',
    terms: { recipientsKnown: false },
  });
});
