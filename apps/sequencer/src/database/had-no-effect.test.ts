import { expect, test } from 'vitest';
import { hadNoEffect } from './had-no-effect.ts';

test.each([
  ['an error of the server', Object.assign(new Error('no'), { code: '57014', severity: 'ERROR' }), true],
  ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), true],
  ['no connection in time', new Error('timeout exceeded when trying to connect'), true],
  ['no answer in time', new Error('Query read timeout'), false],
  ['a connection that broke', Object.assign(new Error('read'), { code: 'ECONNRESET' }), false],
])('%s', (_, error, certain) => expect(hadNoEffect(error)).toBe(certain));
