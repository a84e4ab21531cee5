import Type from 'typebox';

const Milliseconds = Type.Integer({ minimum: 0 });

/** One process kind of a subject. `serves` ties it to the interface; `role` is the subject's own word. */
export const Component = Type.Object(
  {
    role: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    /** What it is to the harness: a `node` speaks the system's interface; a `gateway` spreads over the nodes. */
    serves: Type.Union([Type.Literal('node'), Type.Literal('gateway'), Type.Literal('internal')]),
    /** `instance`: as many as the topology asks for in each site; `site`: one a site; `once`: one in all. */
    multiplicity: Type.Union([Type.Literal('instance'), Type.Literal('site'), Type.Literal('once')]),
    start: Type.Object(
      {
        /** Program and arguments; templates allowed. Relative program paths are from the manifest's folder. */
        command: Type.Array(Type.String(), { minItems: 1 }),
        environment: Type.Optional(Type.Record(Type.String(), Type.String())),
        /** Files written before the start, by a name usable as {{files.NAME}}: text, or a value stored as JSON. Templates allowed in every string. */
        files: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
      },
      { additionalProperties: false },
    ),
    /** Named ports, each its own leased port: {{ports.api}} gives `host:port` to listen on. A node or gateway has `api`. */
    ports: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]*$' })),
    readiness: Type.Object(
      { port: Type.String(), path: Type.String(), withinMs: Milliseconds },
      { additionalProperties: false },
    ),
    stop: Type.Object(
      { signal: Type.String({ pattern: '^SIG[A-Z0-9]+$' }), withinMs: Milliseconds },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type Component = Type.Static<typeof Component>;

/** A topic that the harness creates for a subject before it starts. */
export const NeededTopic = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$' }),
    /** A role: each of its instances owns a topic `<name>-<instance>`, in the cluster of its site. Left out: one topic `<name>`. */
    owner: Type.Optional(Type.String()),
    partitions: Type.Integer({ minimum: 1, maximum: 64 }),
  },
  { additionalProperties: false },
);
export type NeededTopic = Type.Static<typeof NeededTopic>;

/**
 * Something the harness provides. PostgreSQL: `subject` is one server for the whole subject, `site` one in each site,
 * `instance` one server in each site with a database for each instance of a component. Kafka: topics by owner; how many
 * brokers and where is the scenario's. The chain: one for all, on which the harness deploys the subject's contract, whose
 * `command` prints `{"abi", "bytecode"}` as JSON.
 */
export const Need = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('postgres'),
      scope: Type.Union([Type.Literal('subject'), Type.Literal('site'), Type.Literal('instance')]),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('kafka'), topics: Type.Array(NeededTopic) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('chain'),
      contract: Type.Object(
        { command: Type.Array(Type.String(), { minItems: 1 }) },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
]);
export type Need = Type.Static<typeof Need>;

/**
 * The subject manifest, `subject.yaml` (design, "The manifest"). Templates: {{instance}} {{site}} {{ordinal}}
 * {{incarnation}} {{dataDir}} {{members}} (path of the members file) {{accounts}} (path of the accounts
 * file, operator/accounts.ts) {{ports.NAME}} {{files.NAME}}
 * {{needs.postgres.url}} {{needs.kafka.brokers}} (`host:port,…` of this site's own cluster) {{needs.kafka.topics}} (path of
 * a file, see operator/kafka-topics.ts) {{needs.chain.urls}} (JSON array) {{needs.chain.contract}} {{needs.chain.chainId}}
 * {{needs.chain.keyFile}} {{needs.chain.submitters}} (JSON array: addresses of its operator's keys in its role, its own
 * included, the same order for all) {{beside.ROLE}} (`host:port` of the api port of that role's instance with the same site and
 * number) {{peers.ROLE}} (JSON array of `host:port` of the api ports of all that role's instances of its operator, as seen from
 * this site, itself included) {{total}} (number of nodes) {{node}} (a Node ≥ 24 binary) {{manifestDir}} (folder of
 * the file in which it is written). {{instance}} is `<role>-<site>-<n>`; {{ordinal}} counts a role's copies from 0 over
 * all sites; {{incarnation}} counts starts from 1; {{dataDir}} is kept across restarts. The process runs in the folder
 * of the manifest.
 */
export const Manifest = Type.Object(
  {
    plimsoll: Type.Literal(1),
    /** Another manifest, relative to this one, whose values these override (objects merge, arrays replace; components merge by role). */
    extends: Type.Optional(Type.String()),
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$' }),
    version: Type.String(),
    system: Type.Union([Type.Literal('sequencer'), Type.Literal('operator')]),
    profile: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
    components: Type.Array(Component, { minItems: 1 }),
    needs: Type.Array(Need),
    /** Its own intervals and leases, milliseconds by name, so that injections can be jittered against them. */
    timers: Type.Record(Type.String(), Milliseconds),
    /** What it claims, capped by the certification profile. */
    bounds: Type.Object(
      {
        /** Reads and writes resume within this after a process died. */
        takeOverMs: Milliseconds,
        /** … after a host was lost (bytes stop, nothing closes). */
        hostLostMs: Milliseconds,
        /** A graceful stop ends within this. */
        drainMs: Milliseconds,
        /** A node that stopped making progress says not ready within this. */
        notReadyMs: Milliseconds,
        /** Everything is back within this after the last heal. */
        recoveryMs: Milliseconds,
        /** On a chain: so many successors make a block final, as it is configured. */
        finalityBlocks: Type.Optional(Type.Integer({ minimum: 1 })),
      },
      { additionalProperties: false },
    ),
    capabilities: Type.Array(Type.String()),
    /** Guarantee ids it does *not* claim, each with the reason; all others are claimed. */
    exempt: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** A mutant says which rule it breaks and how. Ordinary subjects leave it out. */
    breaks: Type.Optional(
      Type.Object(
        {
          mutant: Type.String(),
          rules: Type.Array(Type.String()),
          guarantees: Type.Array(Type.String()),
          scenarios: Type.Array(Type.String()),
          how: Type.String(),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Manifest = Type.Static<typeof Manifest>;
