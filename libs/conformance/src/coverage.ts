/** How a case DC of facts/domain.md is covered, beside the conformance cases that name it themselves. */
export interface Coverage {
  readonly id: string;
  /** The property, shortened. */
  readonly title: string;
  /** Files of libs/guarantees/src/catalogue: judged over every recorded run. */
  readonly guarantees?: readonly string[];
  /** Files of chaos/scenarios/src/scenarios that bring the situation about. */
  readonly scenarios?: readonly string[];
  /** What is not covered, and why; or what a reader must know about how it is. */
  readonly note?: string;
}

const whiteBox =
  'needs a look into tables, and a verdict rests on the bytes of the interface only (design, "What a verdict may rest on")';

/** Every case that concerns the sequencer, its health and its gateway: DC-01 to DC-51, DC-70 to DC-77. */
export const coverage: readonly Coverage[] = [
  {
    id: 'DC-01',
    title: 'Timestamps are unique across nodes',
    guarantees: ['timestamps-unique', 'timestamps-ascend'],
    scenarios: ['kill', 'clocks'],
  },
  {
    id: 'DC-02',
    title: 'They are congruent to the own index modulo N',
    note: `Not judged: ${whiteBox}. The reference's rule has unit and property tests (libs/domain).`,
  },
  {
    id: 'DC-03',
    title: 'They strictly increase per node with a frozen, fast or backward clock',
    guarantees: ['timestamps-ascend', 'later-than-seen'],
    scenarios: ['clocks', 'standard-clocks'],
  },
  {
    id: 'DC-04',
    title: 'All members see their common events in the same order',
    guarantees: ['all-recipients-or-none', 'timestamps-ascend', 'same-history'],
  },
  {
    id: 'DC-05',
    title: "Each member's stream strictly increases and its links have no gap",
    guarantees: ['links-without-gap', 'timestamps-ascend'],
  },
  {
    id: 'DC-06',
    title: 'One request reaches all recipients or none',
    guarantees: ['all-recipients-or-none', 'exact-recipients', 'content-as-sent'],
  },
  {
    id: 'DC-07',
    title: 'No member sees what is not addressed to it, after a recovery too',
    guarantees: ['exact-recipients', 'members-isolated'],
    scenarios: ['recovery'],
  },
  {
    id: 'DC-08',
    title: 'The sender gets a receipt for every sequenced request',
    guarantees: ['receipt-to-sender'],
  },
  {
    id: 'DC-09',
    title: 'Nothing above the minimum online watermark is delivered',
    guarantees: ['no-late-insert', 'no-retraction', 'same-history'],
    note: 'Watermarks are in tables; what shows outside is that nothing appears late and nothing is taken back.',
  },
  {
    id: 'DC-10',
    title: 'The safe watermark never decreases',
    guarantees: ['proofs-rise', 'no-late-insert', 'no-retraction'],
    scenarios: ['joins'],
  },
  {
    id: 'DC-11',
    title: "A stalled online node pauses reads everywhere; the other nodes' writes go on",
    guarantees: ['writes-continue-elsewhere', 'reads-continue-elsewhere'],
    scenarios: ['pause', 'database'],
    note: 'That reads must pause belongs to the watermark design; a subject that goes on reading soundly is not at fault.',
  },
  {
    id: 'DC-12',
    title: 'Reads resume within offline duration + check interval + poll + margin',
    guarantees: ['reads-continue-elsewhere', 'readers-resume'],
    scenarios: ['kill', 'pause', 'site'],
  },
  {
    id: 'DC-13',
    title: 'After a knock-off, events under the frozen watermark are delivered, later ones never',
    guarantees: ['no-late-insert', 'same-history', 'no-acknowledged-send-lost'],
    scenarios: ['pause', 'expiry'],
  },
  {
    id: 'DC-14',
    title: 'An offline node ahead of the minimum does not disturb order',
    guarantees: ['timestamps-ascend', 'same-history'],
    scenarios: ['clocks'],
  },
  {
    id: 'DC-15',
    title: 'All nodes offline: covered events are readable, nothing else is',
    guarantees: ['no-acknowledged-send-lost', 'same-history'],
    scenarios: ['recovery', 'database-server'],
    note: 'With all nodes of a run down nobody serves reads; judged by what is there when they are back.',
  },
  {
    id: 'DC-16',
    title: 'Independent readers get byte-identical histories',
    guarantees: ['same-history', 'every-node-serves-final-history'],
    scenarios: ['kill', 'links'],
  },
  {
    id: 'DC-17',
    title: 'SIGKILL under load loses no delivered event and delivers none again at a new position',
    guarantees: ['no-retraction', 'no-acknowledged-send-lost', 'one-ending'],
    scenarios: ['kill', 'standard-kill'],
  },
  {
    id: 'DC-18',
    title: 'Paused beyond the offline duration: late events never appear, it recovers by itself',
    guarantees: ['no-late-insert', 'rejoined-instance-serves'],
    scenarios: ['pause', 'standard-processes'],
  },
  {
    id: 'DC-19',
    title: 'After recovery, uncovered events are gone from every table that readers use',
    guarantees: ['same-history', 'no-late-insert'],
    scenarios: ['orphans', 'kill'],
    note: `The tables are not looked at: ${whiteBox}. What is left behind shows when it is read.`,
  },
  {
    id: 'DC-20',
    title: 'The first new event after recovery is above anything any reader had seen',
    guarantees: ['later-than-seen'],
    scenarios: ['recovery', 'clocks-at-start'],
  },
  {
    id: 'DC-21',
    title: 'Start is delayed until the clock has reached the online watermark',
    guarantees: ['later-than-seen'],
    scenarios: ['clocks-at-start'],
    note: 'Only the effect is required: no event below what was seen.',
  },
  {
    id: 'DC-22',
    title: 'Restart with the clock set back',
    guarantees: ['later-than-seen', 'timestamps-ascend'],
    scenarios: ['clocks-at-start', 'standard-clocks'],
  },
  {
    id: 'DC-23',
    title: 'N simultaneous starters get N distinct indexes; the N+1st waits',
    guarantees: ['timestamps-unique', 'content-as-sent'],
    scenarios: ['recovery'],
    note: `The indexes are in tables: ${whiteBox}. Two owners of one show as events lost, doubled or with foreign content. The N+1st starter is a test of the reference.`,
  },
  {
    id: 'DC-24',
    title: 'A graceful stop causes no read stall',
    guarantees: ['graceful-stop-is-clean'],
    scenarios: ['kill', 'idle'],
  },
  {
    id: 'DC-25',
    title: 'Database restart, connection loss and outage; a stop during the outage ends in bounded time',
    guarantees: ['rejoined-instance-serves', 'readers-resume', 'writers-resume'],
    scenarios: ['database', 'database-server', 'stop-in-outage'],
  },
  {
    id: 'DC-26',
    title: 'All nodes down longer than the offline duration, then started at once',
    guarantees: ['readers-resume', 'writers-resume'],
    scenarios: ['recovery'],
  },
  {
    id: 'DC-27',
    title: "Zombie: no event ever carries another request's content",
    guarantees: ['content-as-sent', 'no-invented-events'],
    scenarios: ['database', 'pause'],
  },
  {
    id: 'DC-28',
    title: 'Node slow but alive: readers stall no longer than for a dead node',
    guarantees: ['reads-continue-elsewhere', 'health-tells-truth'],
    scenarios: ['database', 'orphans'],
  },
  {
    id: 'DC-29',
    title: 'max-sequencing-time: sequenced at equality, silence beyond',
    guarantees: ['expiry-respected'],
    scenarios: ['expiry'],
    note: 'A timestamp cannot be chosen from outside, so equality is required by unit tests (libs/domain, ledger_test.py) and only counted where it happens.',
  },
  {
    id: 'DC-30',
    title: 'No delivery after a later timestamp was observed, from another node and across failover too',
    guarantees: ['no-late-insert', 'at-most-once-after-expiry', 'expiry-respected'],
    scenarios: ['expiry', 'pause'],
  },
  {
    id: 'DC-31',
    title: 'A retry after expiry yields at most one delivery in all',
    guarantees: ['at-most-once-after-expiry'],
    scenarios: ['expiry'],
  },
  {
    id: 'DC-32',
    title: 'The same message id twice before expiry may give two deliveries, both well-formed',
    guarantees: ['content-as-sent', 'one-ending'],
  },
  {
    id: 'DC-33',
    title: 'Unknown recipient: error to the sender only',
    guarantees: ['rejections-have-cause', 'members-isolated'],
  },
  {
    id: 'DC-34',
    title: 'Overload: an explicit error. Without a fault, what was accepted and has not expired is sequenced',
    guarantees: ['accepted-is-sequenced-without-fault', 'definite-failures-never-appear'],
    scenarios: ['clean'],
    note: 'Overload is not brought about on purpose: how much is too much is the subject’s own. That a refusal is explicit and definite is judged whenever one comes.',
  },
  {
    id: 'DC-35',
    title: 'During recovery: unavailable, said so',
    guarantees: ['health-tells-truth', 'outcomes-definite'],
    scenarios: ['kill', 'pause'],
  },
  {
    id: 'DC-36',
    title: 'Topology timestamp ahead of sequencing time: error',
    guarantees: ['rejections-have-cause'],
  },
  {
    id: 'DC-37',
    title: 'After a time proof T, no event ≤ T reaches the member, from any endpoint',
    guarantees: ['no-late-insert', 'proofs-rise', 'time-keeps-moving'],
    scenarios: ['kill', 'pause', 'joins'],
  },
  {
    id: 'DC-38',
    title: 'A send answered under await=sequenced is never lost',
    guarantees: ['acknowledged-is-visible', 'no-acknowledged-send-lost'],
    scenarios: ['kill', 'site', 'database'],
  },
  {
    id: 'DC-39',
    title: 'Resuming from any position on any node equals the uninterrupted stream',
    guarantees: ['resuming-is-inclusive', 'same-history'],
  },
  {
    id: 'DC-40',
    title: 'Resuming with one overlapping event compares equal',
    guarantees: ['resuming-is-inclusive', 'same-history'],
  },
  {
    id: 'DC-41',
    title: 'Resuming on a node with another index, or with index 0 dead, is quick and correct',
    guarantees: ['resuming-is-inclusive', 'readers-resume'],
    scenarios: ['kill'],
  },
  { id: 'DC-42', title: 'Disabled and unknown members get their errors', guarantees: ['members-isolated'] },
  {
    id: 'DC-43',
    title: 'Acknowledgements never go back',
    guarantees: ['acknowledgements-rise'],
    scenarios: ['prune'],
  },
  {
    id: 'DC-44',
    title: 'Pruning never passes the slowest enabled member',
    guarantees: ['pruned-safely'],
    scenarios: ['prune'],
  },
  {
    id: 'DC-45',
    title: 'Below the lower bound: an explicit error',
    guarantees: ['pruned-safely'],
    scenarios: ['prune'],
  },
  {
    id: 'DC-46',
    title: 'More than a page of orphaned or filtered rows never hides later events',
    guarantees: ['same-history', 'every-node-serves-final-history'],
    scenarios: ['orphans'],
  },
  {
    id: 'DC-47',
    title: 'Exactly one pruning scheduler is active, across failovers',
    guarantees: ['pruning-progresses', 'pruned-safely'],
    scenarios: ['prune', 'prune-takeover'],
    note: `That not two are active is in tables (${whiteBox}); that pruning goes on after the one is lost is judged.`,
  },
  {
    id: 'DC-48',
    title: 'Skew well below the offline duration: order kept, nobody is knocked off',
    guarantees: ['timestamps-ascend', 'stays-ready-without-fault'],
    scenarios: ['clocks', 'standard-clocks'],
  },
  {
    id: 'DC-49',
    title: 'One node ahead by more than the offline duration: the blast radius',
    guarantees: ['clock-fault-spares-others', 'no-acknowledged-send-lost'],
    scenarios: ['clocks'],
  },
  {
    id: 'DC-50',
    title: 'One node behind by more than the offline duration: it alone suffers',
    guarantees: ['clock-fault-spares-others', 'later-than-seen'],
    scenarios: ['clocks'],
  },
  {
    id: 'DC-51',
    title: 'Step backwards while running',
    guarantees: ['timestamps-ascend', 'proofs-rise'],
    scenarios: ['clocks'],
  },
  {
    id: 'DC-70',
    title: 'Readiness flips within one check period of going offline, and back',
    guarantees: ['health-tells-truth', 'rejoined-instance-serves'],
    scenarios: ['pause', 'database'],
  },
  {
    id: 'DC-71',
    title: 'Passive: not ready, live',
    note: 'Not yet: a sequencer has no passive replica. It comes with the mediator.',
  },
  {
    id: 'DC-72',
    title: 'Status codes of the profile (2.x 500, 3.x 503)',
    note: 'The interface fixes 200 and 503; the 500 of the old profile is not spoken.',
  },
  {
    id: 'DC-73',
    title: 'Liveness fails only after the fatal delay, and then for good',
    note: 'Only that a healthy endpoint is live: a fatal delay is minutes long and the subject’s own, no trial waits for it.',
  },
  {
    id: 'DC-74',
    title: 'A client with k of n endpoints dead works on',
    guarantees: [
      'gateway-avoids-unhealthy',
      'gateway-errors-honest',
      'reads-continue-elsewhere',
      'writes-continue-elsewhere',
    ],
    scenarios: ['kill', 'site'],
  },
  {
    id: 'DC-75',
    title: 'An endpoint that hangs without closing is abandoned within the health interval',
    guarantees: ['gateway-avoids-unhealthy', 'health-tells-truth', 'spread-even'],
    scenarios: ['gateway', 'pause'],
  },
  {
    id: 'DC-76',
    title: 'All endpoints are used again once they are back',
    guarantees: ['gateway-uses-recovered', 'spread-even', 'rejoined-instance-serves'],
    scenarios: ['gateway', 'kill'],
  },
  {
    id: 'DC-77',
    title: 'A node whose database is frozen does not claim to be ready',
    guarantees: ['health-tells-truth'],
    scenarios: ['database', 'gateway', 'stop-in-outage'],
  },
];
