/**
 * Removes what must never be printed: values under names that sound secret, credentials in URLs, PEM blocks. Public
 * keys stay. A last line of defence; plans and environments should hold none of this to begin with.
 */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretName.test(name) && !/public/i.test(name) ? '[removed]' : redact(inner),
    ]),
  );
}

const secretName =
  /secret|password|passphrase|passwd|token|credential|private|authorization|api_?key|cookie/i;

/** The same for one text. */
export function redactText(text: string): string {
  return text
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[removed]')
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/@]*@/gi, '$1[removed]@')
    .replace(/\b(bearer)\s+[\w.~+/=-]{8,}/gi, '$1 [removed]');
}
