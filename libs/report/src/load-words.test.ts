import { expect, test } from 'vitest';
import { loadWords } from './load-words.ts';
import { imaginedRun } from './imagined-run.fixture.ts';
import { runHtml } from './html.ts';
import { runSummary } from './terminal.ts';

const sequencer = imaginedRun();
const operator = {
  ...sequencer,
  chain: {
    batches: 3,
    operations: 77,
    gasUsed: 1,
    gasWasted: 0,
    reverted: 0,
    submitters: {},
    deposits: 0,
    acknowledged: 78,
    executed: 77,
    rejected: {},
    acceptedToChain: sequencer.load.latency,
    reorganised: 0,
  },
};

test('who has a chain asks for operations, who has none sends', () => {
  expect(loadWords([sequencer]).many).toBe('sends');
  expect(loadWords([sequencer, operator]).many).toBe('operations');
});

test('a report about an operator has no word of a sequencer beside its load', () => {
  const [page, lines] = [runHtml(operator), runSummary(operator)];
  for (const word of ['acknowledged sends', 'Sends answered', 'sends are due', 'events read'])
    expect(page).not.toContain(word);
  expect(page).toContain('acknowledged operations lost');
  expect(page).toContain('<td data-label="on the chain">77</td>');
  expect(lines).toMatch(/\d operations, /);
  expect(runHtml(sequencer)).toContain('acknowledged sends lost');
});
