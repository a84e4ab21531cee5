import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFiles } from './check/source-files.ts';

const root = join(import.meta.dirname, '..');
const pages = sourceFiles(root).filter((file) => file.endsWith('.md'));

/** Targets of the links and pictures of a page, without what is quoted as code. */
function targets(page: string): string[] {
  const prose = page.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').replaceAll(/`[^`\n]*`/g, 'code');
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map((match) => match[1] ?? '');
}

/** The heading's name in a link, as the usual web front ends of git make it. */
const anchor = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchors = (page: string): string[] =>
  [...page.matchAll(/^#+ (.*)$/gm)].map((match) => anchor(match[1] ?? ''));

test.each(pages)('every relative link of %s leads somewhere', (file) => {
  const page = readFileSync(join(root, file), 'utf8');
  const dead = targets(page).filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', heading] = target.split('#');
    const aim = path === '' ? join(root, file) : join(root, dirname(file), decodeURI(path));
    if (!existsSync(aim)) return true;
    return heading !== undefined && !anchors(readFileSync(aim, 'utf8')).includes(heading);
  });
  expect(dead).toEqual([]);
});
