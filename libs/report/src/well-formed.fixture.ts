/** Names of tags in an HTML page that are closed by the wrong tag or not at all; empty when it is well-formed. */
export function unclosed(html: string): readonly string[] {
  const alone = new Set(['meta', 'br', '!doctype']);
  const open: string[] = [];
  const wrong: string[] = [];
  const body = html.replace(/<style>[\s\S]*?<\/style>/g, '');
  for (const [, slash, name = '', rest = ''] of body.matchAll(
    /<(\/?)([!a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g,
  )) {
    if (alone.has(name.toLowerCase()) || rest.endsWith('/')) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...wrong, ...open];
}
