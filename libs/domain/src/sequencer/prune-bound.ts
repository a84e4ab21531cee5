/** What pruning must know of a member. */
export interface PruneMember {
  readonly enabled: boolean;
  readonly acknowledgedMicros: number | null;
  readonly registeredMicros: number;
}

/**
 * Everything below the result may be removed: no enabled member's last acknowledgement (or its registration,
 * while it has none) is passed, nor the safe watermark, nor is the bound ever lowered (DG-15). An event *at*
 * the acknowledgement is kept, so that resuming inclusively at it works. Disabled members do not hold it back.
 */
export function pruneBound(
  members: readonly PruneMember[],
  safeMicros: number,
  currentMicros: number,
  retainFromMicros: number,
): number {
  const needed = members
    .filter((member) => member.enabled)
    .map((member) => member.acknowledgedMicros ?? member.registeredMicros);
  return Math.max(currentMicros, Math.min(safeMicros, retainFromMicros, ...needed));
}
