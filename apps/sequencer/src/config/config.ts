import Type from 'typebox';

const Milliseconds = Type.Integer({ minimum: 1, maximum: 3_600_000 });

/**
 * Configuration of one sequencer node: a JSON file with these keys. Only the first four must be given; all
 * others have a default from the profile (`profile.ts`), where each is explained.
 */
export const ConfigFile = Type.Object(
  {
    /** Name of this node, sent with every reply. */
    instance: Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' }),
    /** `host:port` to listen on. */
    listen: Type.String({ pattern: '^[^\\s]+:[0-9]{1,5}$' }),
    /** PostgreSQL URL; the account must own the schema `sequencer`. */
    databaseUrl: Type.String({ pattern: '^postgres(ql)?://' }),
    /** JSON array of members (name, publicKey, enabled). */
    membersFile: Type.String({ minLength: 1 }),
    profile: Type.Optional(Type.Union([Type.Literal('swift'), Type.Literal('faithful')])),
    logLevel: Type.Optional(
      Type.Union([
        Type.Literal('debug'),
        Type.Literal('info'),
        Type.Literal('warn'),
        Type.Literal('error'),
        Type.Literal('silent'),
      ]),
    ),
    /** N: timestamps are congruent to the node's index modulo N. The same at every node, for ever. */
    totalNodes: Type.Optional(Type.Integer({ minimum: 1 })),
    keepAliveMs: Type.Optional(Milliseconds),
    pollMs: Type.Optional(Milliseconds),
    onlineCheckMs: Type.Optional(Milliseconds),
    offlineAfterMs: Type.Optional(Milliseconds),
    /** Whose clock the online check reads. */
    onlineCheckClock: Type.Optional(Type.Union([Type.Literal('checker'), Type.Literal('server')])),
    /** Mark a row offline as soon as its index's lock is free. `null`: only by lag. */
    lostLeaseCheckMs: Type.Optional(Type.Union([Milliseconds, Type.Null()])),
    /** `table-lock`: going online holds back watermark updates meanwhile. `serializable`: as the original. */
    joinUnder: Type.Optional(Type.Union([Type.Literal('table-lock'), Type.Literal('serializable')])),
    /** `one-statement`: payload, event and watermark commit together. `separate`: three commits in that order. */
    writeAs: Type.Optional(Type.Union([Type.Literal('one-statement'), Type.Literal('separate')])),
    /**
     * Refuse to publish further ahead of the database's clock, or to go on this far behind the own watermark: a node
     * with such a clock takes itself offline. `null`: no bound.
     */
    clockAheadMs: Type.Optional(Type.Union([Milliseconds, Type.Null()])),
    /** Wake readers and idle writers by LISTEN/NOTIFY; polling goes on beside it. */
    notify: Type.Optional(Type.Boolean()),
    batchMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    queueMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    pageMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    awaitSequencedMs: Type.Optional(Milliseconds),
    statementMs: Type.Optional(Milliseconds),
    requestMs: Type.Optional(Milliseconds),
    drainMs: Type.Optional(Milliseconds),
    pruneIntervalMs: Type.Optional(Milliseconds),
    pruneRetainMs: Type.Optional(Type.Integer({ minimum: 0 })),
    tokenSeconds: Type.Optional(Type.Integer({ minimum: 10, maximum: 86_400 })),
  },
  { additionalProperties: false },
);
export type ConfigFile = Type.Static<typeof ConfigFile>;

/** Every setting present. */
export type Config = { readonly [Key in keyof ConfigFile]-?: Exclude<ConfigFile[Key], undefined> };
