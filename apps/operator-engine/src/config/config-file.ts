import Type from 'typebox';

const Count = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });
const Milliseconds = Type.Integer({ minimum: 1, maximum: 3_600_000 });
const Sizes = Type.Union([
  Count,
  Type.Integer({ minimum: 0, maximum: 0 }),
  Type.Array(Count, { minItems: 1 }),
]);
const Text = Type.String({ minLength: 1, maxLength: 4000 });
const Hex20 = Type.String({ pattern: '^0x[0-9a-fA-F]{40}$' });

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;

/**
 * The engine's TOML file: the documented keys (facts/rollup.md, "Configuration", Engine), and as extensions the section
 * `[ha]`, `urls`, `chain_id`, `contract_address` and `rpc_timeout_ms` of the chain. Several files merge key by key, the
 * last wins. Defaults and what is refused stand in `read-config.ts` and `refuse-unsafe.ts`.
 */
export const ConfigFile = Type.Object(
  {
    /** `host:port`. Documented default 0.0.0.0:5000; here nothing listens beyond what is asked for, so it must be given. */
    listen_address: optional(Type.String({ pattern: '^[^\\s]+:[0-9]{1,5}$' })),
    /** Most operations of accounts in a batch; of a list, the largest counts. */
    transaction_batch_sizes: optional(Sizes),
    /** Most deposits in a batch. */
    forced_transaction_batch_sizes: optional(Sizes),
    /** Most outbound transfers in a batch. */
    outbound_transfer_batch_sizes: optional(Sizes),
    rollup_type: optional(Type.Literal('PaZkp')),
    crypto_suite: optional(Type.Union([Type.Literal('Native'), Type.Literal('Bn')])),
    /** Most batches that are accepted but not final: the engine waits before it builds more. */
    smart_contract_max_offset: optional(Count),
    /**
     * Documented: true skips signature checks. Here true is refused unless allowed by name in `ha.allow_unsafe`, since what
     * stands in another instance's topic would be executed unlooked. Left false, each signature is checked once in an
     * instance: by its manager where the client asked it, else here.
     */
    trust_origin: optional(Type.Boolean()),
    /** How often the chain is asked, milliseconds. */
    transaction_fetch_wait_time_in_ms: optional(Milliseconds),
    blockchain_connector: optional(
      Type.Object(
        {
          connector_type: optional(Type.Literal('Web3')),
          url: optional(Text),
          /** Extension: several nodes, in order of preference. */
          urls: optional(Type.Array(Text, { minItems: 1 })),
          smart_contract_abi_path: optional(Text),
          /** Extension. */
          chain_id: optional(Count),
          /** Extension. */
          contract_address: optional(Hex20),
          /** Extension: deadline of one question to one node, milliseconds. */
          rpc_timeout_ms: optional(Milliseconds),
          lookahead_blocks: optional(Count),
          blocks_to_finalization: optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
          confirmations: optional(Count),
          gas_limit_batch: optional(Count),
          gas_limit_vote: optional(Count),
          forced_transaction_timeout_blocks: optional(Count),
        },
        closed,
      ),
    ),
    database: optional(
      Type.Object(
        { database_type: optional(Type.Union([Type.Literal('Postgres'), Type.Literal('Dummy')])) },
        closed,
      ),
    ),
    kafka: optional(
      Type.Object(
        {
          kafka_type: optional(Type.Union([Type.Literal('Real'), Type.Literal('Dummy')])),
          /** `host:port,…` */
          brokers: optional(Text),
          timeout_ms: optional(Milliseconds),
          batch_updates_topic: optional(Text),
          invalid_operations_topic: optional(Text),
        },
        closed,
      ),
    ),
    prover: optional(
      Type.Object(
        {
          prover_type: optional(Type.Union([Type.Literal('Real'), Type.Literal('Dummy')])),
          job_address: optional(Text),
          /** Extension: a proof that takes longer counts as a prover that does not answer, milliseconds. */
          timeout_ms: optional(Milliseconds),
        },
        closed,
      ),
    ),
    transaction_manager: optional(
      Type.Object(
        {
          incoming_capacity: optional(Count),
          pending_capacity: optional(Count),
          processing_capacity: optional(Count),
          completed_length: optional(Count),
          insert_poller_epoch_ms: optional(Milliseconds),
          dynamic_batch_interval_ms: optional(Milliseconds),
        },
        closed,
      ),
    ),
    state_manager: optional(
      Type.Object(
        {
          account_merkle_tree_depth: optional(Count),
          account_merkle_tree_capacity: optional(Count),
          balance_merkle_tree_depth: optional(Count),
          money_order_merkle_tree_depth: optional(Type.Integer({ minimum: 2, maximum: 32 })),
          money_order_initial_capacity: optional(Count),
          money_order_batch_merkle_tree_depth: optional(Count),
          arity: optional(Type.Literal(2)),
          thread_pool_thread_count: optional(Count),
        },
        closed,
      ),
    ),
    key_management: optional(
      Type.Object(
        {
          account_key: optional(
            Type.Object(
              {
                manager_type: optional(Type.Union([Type.Literal('Filesystem'), Type.Literal('Qkm')])),
                operator_key_path: optional(Text),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    /** Extension: what upstream does not document of high availability. */
    ha: optional(
      Type.Object(
        {
          /** Name of this instance, in answers and logs. */
          instance: optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' })),
          mode: optional(Type.Union([Type.Literal('active-active'), Type.Literal('active-passive')])),
          /** Accounts that exist before the first batch (interface, operator/accounts.ts). */
          accounts_file: optional(Text),
          log_level: optional(
            Type.Union([
              Type.Literal('debug'),
              Type.Literal('info'),
              Type.Literal('warn'),
              Type.Literal('error'),
              Type.Literal('silent'),
            ]),
          ),
          /** Without progress for so long the engine is not ready (RG-16). */
          not_ready_after_ms: optional(Milliseconds),
          /** The chain has stalled when it has had no block for so long. */
          head_still_ms: optional(Milliseconds),
          /** How long an operation waits for a nonce, an account or an order that is not there. */
          nonce_wait_ms: optional(Milliseconds),
          /** Active-passive: blocks without a batch, while there is work, after which the turn passes on. */
          lease_blocks: optional(Count),
          /** Risks that are accepted by name; shown in health for as long as the process runs. Known: `trust_origin`. */
          allow_unsafe: optional(Type.Array(Type.Literal('trust_origin'))),
          /** Addresses of the operator's submitters, the same list in every instance. */
          submitters: optional(Type.Array(Hex20)),
          /** How long a stop may take. */
          drain_ms: optional(Milliseconds),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type ConfigFile = Type.Static<typeof ConfigFile>;
