import Type from 'typebox';

/** JSON Schemas of plan.json and what is in it; published as docs/reference/plan.schema.json. The types are in plan.ts and scenario.ts. */

const Text = Type.String();
const Milliseconds = Type.Number({ minimum: 0 });
const Parameters = Type.Record(Text, Type.Union([Type.Number(), Text]));
const optional = Type.Optional;
const only = { additionalProperties: false };

/** A step of a scenario; `together` holds steps. */
const Step = Type.Cyclic(
  {
    Step: Type.Object(
      {
        fault: Text,
        target: optional(Text),
        parameters: optional(Parameters),
        holdMs: optional(Milliseconds),
        repeat: optional(Type.Integer({ minimum: 1 })),
        together: optional(Type.Array(Type.Ref('Step'))),
      },
      only,
    ),
  },
  'Step',
);

const Scenario = Type.Object(
  {
    name: Text,
    title: Text,
    text: Text,
    topology: Type.Object(
      {
        sites: Type.Array(Text, { minItems: 1 }),
        instances: Type.Record(Text, Type.Integer({ minimum: 0 })),
        postgres: Type.Union([
          Type.Literal('single'),
          Type.Literal('synchronous'),
          Type.Literal('asynchronous'),
        ]),
        chain: optional(
          Type.Object(
            {
              blockMs: optional(Type.Integer({ minimum: 10 })),
              endpoints: optional(Type.Integer({ minimum: 1, maximum: 9 })),
              operatorIds: optional(Type.Record(Text, Type.Integer({ minimum: 1, maximum: 65_535 }))),
            },
            only,
          ),
        ),
        kafka: optional(
          Type.Union([
            Type.Literal('none'),
            Type.Literal('site-clusters'),
            Type.Literal('stretched'),
            Type.Literal('witness'),
          ]),
        ),
        kafkaBrokers: optional(Type.Record(Text, Type.Integer({ minimum: 0, maximum: 9 }))),
        kafkaTopics: optional(
          Type.Object(
            {
              replication: optional(Type.Integer({ minimum: 1 })),
              minInSyncReplicas: optional(Type.Integer({ minimum: 1 })),
              assignment: optional(Type.Array(Text, { minItems: 1 })),
              partitions: optional(Type.Integer({ minimum: 1, maximum: 64 })),
            },
            only,
          ),
        ),
        kafkaReplicaLagMs: optional(Type.Integer({ minimum: 100 })),
      },
      only,
    ),
    expects: optional(Type.Object({ refusal: Type.Array(Text, { minItems: 1 }) }, only)),
    load: Type.Object(
      {
        members: Type.Integer({ minimum: 1 }),
        ratePerSecond: Type.Number({ minimum: 0 }),
        arrivals: Type.Union([Type.Literal('constant'), Type.Literal('poisson')]),
        maxSequencingTimeMs: Milliseconds,
        awaitShare: Type.Number({ minimum: 0, maximum: 1 }),
        bytes: Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0 })]),
        probePeriodMs: optional(Milliseconds),
        slowestAcknowledgeMs: optional(Milliseconds),
        mix: optional(Type.Record(Text, Type.Number({ minimum: 0, maximum: 1 }))),
      },
      only,
    ),
    steadyMs: Milliseconds,
    recoveryMs: Milliseconds,
    tailMs: optional(Milliseconds),
    steps: Type.Array(Step),
    jitterMaxMs: optional(Milliseconds),
    shows: optional(Type.Array(Text)),
    required: optional(Type.Array(Text)),
  },
  only,
);

const concurrent = {
  trial: Type.Integer({ minimum: 0 }),
  fault: Text,
  title: optional(Text),
  class: optional(Text),
  mode: optional(Text),
  mustBreak: optional(Type.Array(Text)),
  mayBreak: optional(Type.Array(Text)),
  target: Text,
  parameters: Parameters,
  holdMs: Milliseconds,
};
const place = Type.Object({ name: Text, site: Text }, only);

/** Schema of plan.json. */
export const PlanSchema = Type.Object(
  {
    plimsoll: Type.Literal(1),
    seed: Text,
    scenario: Scenario,
    subject: Type.Object(
      {
        manifestPath: Text,
        digest: Text,
        name: Text,
        version: Text,
        profile: optional(Text),
        system: Text,
        capabilities: Type.Array(Text),
        bounds: Type.Record(Text, Type.Number()),
        timers: Type.Record(Text, Type.Number()),
        exempt: Type.Record(Text, Text),
        mutant: optional(Text),
      },
      only,
    ),
    members: Type.Array(Type.Object({ name: Text, publicKey: Text, enabled: Type.Boolean() }, only), {
      minItems: 1,
    }),
    nodes: Type.Array(place),
    gateways: Type.Array(place),
    internals: optional(Type.Array(place)),
    trials: Type.Array(
      Type.Object(
        { ...concurrent, jitterMs: Milliseconds, together: Type.Array(Type.Object(concurrent, only)) },
        only,
      ),
    ),
    genesis: optional(
      Type.Array(
        Type.Object(
          {
            id: Type.Integer({ minimum: 0 }),
            publicKey: Text,
            operatorId: Type.Integer({ minimum: 0 }),
            balances: Type.Record(Text, Text),
          },
          only,
        ),
      ),
    ),
    notAvailable: Type.Array(
      Type.Object({ fault: Text, why: Text, title: optional(Text), class: optional(Text) }, only),
    ),
  },
  only,
);

/** The published document. */
export function planSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'plan.schema.json',
    title: 'plan.json of a Plimsoll run',
    ...PlanSchema,
  };
}
