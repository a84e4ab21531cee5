import Type from 'typebox';

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;
const Text = Type.String({ minLength: 1, maxLength: 4000 });
const Name = Type.String({ minLength: 1, maxLength: 249, pattern: '^[a-zA-Z0-9._-]+$' });
const Brokers = Type.Union([
  Type.String({ pattern: '^[^\\s,]+:[0-9]{1,5}(\\s*,\\s*[^\\s,]+:[0-9]{1,5})*$' }),
  Type.Array(Type.String({ pattern: '^[^\\s,]+:[0-9]{1,5}$' }), { minItems: 1 }),
]);
const Port = Type.Integer({ minimum: 0, maximum: 65_535 });
const Address = Type.String({ pattern: '^[^\\s]+:[0-9]{1,5}$' });
const Count = Type.Integer({ minimum: 1, maximum: 100_000_000 });
const Milliseconds = Type.Integer({ minimum: 1, maximum: 3_600_000 });
const Duration = Type.String({ pattern: '^P(T(\\d+H)?(\\d+M)?(\\d+S)?)$' });

/**
 * The manager's TOML file: the documented keys (facts/rollup.md, "Configuration", Manager). Extensions: `[rollup]`, `[ha]`
 * instance, accounts_file and what follows them, `[[ha.kafka.copy]]` (a broker list per copied topic: independent clusters
 * cannot be described otherwise), `topics_file`, `[database] url`, `[api] listen`. Documented keys that concern the JVM or what
 * this manager does not have (WebSocket, tokens) are accepted where they change nothing and refused by name otherwise.
 */
export const ConfigFile = Type.Object(
  {
    database: optional(
      Type.Object(
        {
          host: optional(Text),
          port: optional(Port),
          username: optional(Text),
          password: optional(Type.String()),
          /** Documented as `operator1_i1_manager`: one per instance. */
          schema: optional(Type.String({ pattern: '^[a-zA-Z_][a-zA-Z0-9_]{0,62}$' })),
          pool_size: optional(Type.Integer({ minimum: 2, maximum: 100 })),
          /** Extension: instead of the keys above, `postgres://user@host:port/name`. */
          url: optional(Text),
          /** Extension: longest statement, milliseconds. */
          statement_timeout_ms: optional(Milliseconds),
        },
        closed,
      ),
    ),
    kafka: optional(
      Type.Object(
        {
          brokers: optional(Brokers),
          batch_updates_topic: optional(Name),
          invalid_operations_topic: optional(Name),
          invalid_operations_consumer_group_id: optional(Name),
        },
        closed,
      ),
    ),
    vertx_config: optional(
      Type.Object(
        {
          max_event_loop_execution_time_millis: optional(Milliseconds),
          max_worker_thread_execution_time_millis: optional(Milliseconds),
          log_stacktrace_threshold_millis: optional(Milliseconds),
          http_verticles: optional(Count),
          websocket_verticles: optional(Type.Integer({ minimum: 0 })),
        },
        closed,
      ),
    ),
    api: optional(
      Type.Object(
        {
          http_port: optional(Port),
          websocket_port: optional(Port),
          monitoring_port: optional(Port),
          version: optional(Type.String()),
          /** Extension: `host:port` instead of `http_port` on loopback. */
          listen: optional(Address),
          monitoring_listen: optional(Address),
          max_body_bytes: optional(Count),
          max_calls_in_batch: optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
          auth: optional(
            Type.Object(
              {
                rollup_account_max_token_duration: optional(Duration),
                api_account_token_duration: optional(Duration),
                clock_leniency: optional(Duration),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    http_client: optional(Type.Object({ connections_pool_size: optional(Count) }, closed)),
    engine: optional(
      Type.Object(
        {
          uri: optional(Text),
          /** Extensions, milliseconds: longest request; longest wait of an answer for the engine. */
          timeout_ms: optional(Milliseconds),
          wait_ms: optional(Milliseconds),
        },
        closed,
      ),
    ),
    /** Extension: which rollup operations are signed for. */
    rollup: optional(
      Type.Object(
        {
          chain_id: optional(Count),
          contract_address: optional(Type.String({ pattern: '^0x[0-9a-fA-F]{40}$' })),
        },
        closed,
      ),
    ),
    ha: optional(
      Type.Object(
        {
          instance: optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' })),
          accounts_file: optional(Text),
          log_level: optional(Type.String({ pattern: '^(debug|info|warn|error|silent)$' })),
          /** What is promised for the loss of one site; checked against the brokers. */
          claims: optional(
            Type.Array(Type.Union([Type.Literal('lossless'), Type.Literal('keeps-accepting')])),
          ),
          /** Rules broken knowingly, by name; shown at /health. */
          allow_unsafe: optional(Type.Array(Text)),
          not_ready_after_ms: optional(Milliseconds),
          drain_ms: optional(Milliseconds),
          max_in_flight: optional(Count),
          max_pending: optional(Count),
          kafka: optional(
            Type.Object(
              {
                brokers: optional(Brokers),
                pending_operations_replication_topic: optional(Name),
                pending_operations_replication_partitions: optional(
                  Type.Integer({ minimum: 1, maximum: 1000 }),
                ),
                consumer_group_name: optional(Name),
                pending_operations_replication_topics_to_copy: optional(Type.Array(Name)),
                /** Extension: topics to copy with brokers of their own. */
                copy: optional(Type.Array(Type.Object({ topic: Name, brokers: Brokers }, closed))),
                /** Extension: file from which own topic, topics to copy and the engine's topics are taken (interface, operator/kafka-topics.ts). */
                topics_file: optional(Text),
                /** Extension: anything but all is refused unless allowed by name. */
                acks: optional(Type.Union([Type.Literal('all'), Type.Literal('1')])),
                /** Extension: how long a reader that died keeps its place in its group; brokers allow 6000 at least by default. */
                session_timeout_ms: optional(Milliseconds),
                linger_ms: optional(Type.Integer({ minimum: 0, maximum: 1000 })),
                send_deadline_ms: optional(Milliseconds),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type ConfigFile = Type.Static<typeof ConfigFile>;
