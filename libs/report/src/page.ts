import { markup, trusted } from './markup.ts';
import type { Markup } from './markup.ts';
import { style } from './style.ts';

/** A whole page around a body: style, policy, no script. */
export function page(title: string, body: Markup): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title><style>${trusted(style)}</style></head><body>${body}</body></html>
`.text;
}

/** The Plimsoll mark, small. */
export const logo = markup`<svg viewBox="0 0 52 40" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4.5"><circle cx="26" cy="20" r="14"/><path d="M2 20h48"/></svg>`;
