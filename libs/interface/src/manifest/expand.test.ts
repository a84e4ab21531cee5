import { expect, test } from 'vitest';
import { expandText, expandValue } from './expand.ts';

const values = { instance: 'node-a-1', 'ports.api': '127.20.11.1:20001' };

test('templates are replaced wherever they stand, once', () => {
  expect(expandText('{{instance}} on {{ ports.api }}, {{instance}}', values)).toBe(
    'node-a-1 on 127.20.11.1:20001, node-a-1',
  );
  expect(expandText('{{instance}}', { instance: '{{ports.api}}' })).toBe('{{ports.api}}');
});

test('text without templates stays as it is', () => {
  expect(expandText('{ "a": {} } {{ }', values)).toBe('{ "a": {} } {{ }');
});

test('an unknown name is refused, with what there is', () => {
  expect(() => expandText('{{ports.http}}', values)).toThrow(
    '{{ports.http}} stands for nothing here; there are {{instance}} {{ports.api}}',
  );
  expect(() => expandText('{{constructor}}', values)).toThrow('stands for nothing');
});

test('strings inside of a value are expanded, the rest is kept', () => {
  expect(expandValue({ a: ['{{instance}}', 1, null], b: { c: true } }, values)).toEqual({
    a: ['node-a-1', 1, null],
    b: { c: true },
  });
});
