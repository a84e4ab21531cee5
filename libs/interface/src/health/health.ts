import Type from 'typebox';

/**
 * Body of `/health` and `/health/ready` (design, "Health, for all"). 200 when ready, 503 when not; the
 * body is the same. Ready means *making progress in the role*, not *answering* (DG-20).
 */
export const HealthBody = Type.Object(
  {
    /** The name the harness gave this instance ({{instance}} in the manifest). */
    instance: Type.String(),
    /** Changes at every start of the process. */
    incarnation: Type.String(),
    role: Type.Union([Type.Literal('active'), Type.Literal('passive')]),
    ready: Type.Boolean(),
    /** Why it is not ready; empty when ready. */
    reasons: Type.Array(Type.String()),
    /**
     * Of a node that is not ready: whether it answers reads all the same, from what it knew when it was. A gateway that has no
     * ready node may give it reads, and nothing else. Left out: no.
     */
    servesReads: Type.Optional(Type.Boolean()),
    /** The process's wall clock, microseconds since the epoch. Without it, no clock faults for this component. */
    nowMicros: Type.Optional(Type.Integer()),
    /** What last made progress and when by the process's own wall clock. */
    progress: Type.Optional(
      Type.Object({ what: Type.String(), lastMicros: Type.Integer() }, { additionalProperties: true }),
    ),
  },
  { additionalProperties: true },
);
export type HealthBody = Type.Static<typeof HealthBody>;
