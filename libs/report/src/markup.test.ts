import { expect, test } from 'vitest';
import { escape, markup, plain, trusted } from './markup.ts';

test('whatever is put in is escaped, markup is not escaped twice', () => {
  const inner = markup`<b>${'<i>"&\''}</b>`;
  expect(markup`<p title="${'"x"'}">${inner}${[1, null, false, 'a<b']}${trusted('<hr>')}</p>`.text).toBe(
    '<p title="&#34;x&#34;"><b>&#60;i&#62;&#34;&#38;&#39;</b>1a&#60;b<hr></p>',
  );
});

test('control, direction-changing and broken characters become visible; line ends and pairs stay', () => {
  expect(plain('a\u0000b\u001b[31m\u202ec\ud800d\ttab\n😀')).toBe(
    'a\\u0000b\\u001b[31m\\u202ec\\ud800d\ttab\n😀',
  );
  expect(escape('\u0007<')).toBe('\\u0007&#60;');
});
