/**
 * Where a reader stands after a page (DG-10): the last event of the page while more may lie below the safe
 * watermark, else the safe watermark, below which everything has now been returned. Never backwards.
 *
 * The result is also the latest time that may be proven to the reader ("nothing more up to T"), since it is at
 * most the safe watermark of the very snapshot that the page was read in (facts/domain.md, "Time, expiry").
 *
 * @param full the page held as many events as were asked for
 */
export function readPosition(
  positionMicros: number,
  page: { readonly safeMicros: number; readonly lastMicros: number | undefined; readonly full: boolean },
): number {
  const reached = page.full && page.lastMicros !== undefined ? page.lastMicros : page.safeMicros;
  return Math.max(positionMicros, reached);
}

/** The position from which an inclusive `from` is read: everything above it is returned (DG-14). */
export function resumePosition(fromMicros: number): number {
  return fromMicros - 1;
}
