import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadManifest } from '@plimsoll/interface/manifest/load';
import { createMembers } from '@plimsoll/load/create-members';
import { openTestbed } from '@plimsoll/testbed/open-testbed';
import type { Address, Testbed } from '@plimsoll/testbed/testbed';
import type { FlowTold } from '../flow.ts';
import { figuresOf } from '../measure/figures-of.ts';
import { fsyncProbeMs } from '../measure/fsync-probe.ts';
import { inTurn } from '../measure/in-turn.ts';
import { median } from '../measure/median.ts';
import { openNullEndpoint, type NullEndpoint } from '../measure/open-null-endpoint.ts';
import { pairedRatio } from '../measure/paired-ratio.ts';
import { spread } from '../measure/spread.ts';
import type { Row } from '../row.ts';

const rounds = 3;
const seconds = 4;
const contentBytes = 200;
const inFlight = 64;
/** Enough to keep both nodes busy, far below the queue at which a node refuses. */
const unreadMax = 4000;
const source = join(import.meta.dirname, '..');
const manifestDirectory = resolve(source, '../../apps/sequencer');

/** One node takes sends, another one shows them: durable, through one PostgreSQL, no proxies between. */
export const sendToRead: Row = {
  name: 'send-to-read',
  async measure({ say, scratch }) {
    const { manifest } = await loadManifest(join(manifestDirectory, 'subject.yaml'));
    const members = createMembers(2).slice(0, 2);
    const before = fsyncProbeMs(scratch);
    const testbed = await openTestbed({
      manifest,
      manifestDirectory,
      sites: ['a'],
      instances: { a: 2 },
      postgres: 'single',
      clocks: false,
      members,
      logDirectory: join(scratch, 'logs'),
      onProgress: say,
    });
    let endpoint: NullEndpoint | undefined;
    try {
      endpoint = await openNullEndpoint();
      const [to, at] = nodesOf(testbed);
      const flow = async (name: string, addresses: { to: Address; at?: Address }): Promise<number> => {
        const told: FlowTold = { members, seconds, contentBytes, inFlight, unreadMax, ...addresses };
        const path = join(scratch, `${name}.json`);
        writeFileSync(path, JSON.stringify(told));
        return (await figuresOf<{ perSecond: number }>(join(source, 'flow.ts'), [path])).perSecond;
      };
      const sequence = (): Promise<number> => flow('sequencer', { to, at });
      say('warming up');
      const from = await written(to);
      await sequence();
      const till = await written(to);
      const batch = Math.max(1, Math.round((till.events - from.events) / (till.batches - from.batches)));
      say(`batches of ${batch} on average`);
      const url = testbed.postgres?.probeUrl ?? '';
      const insert = async (): Promise<number> =>
        (
          await figuresOf<{ perSecond: number }>(join(source, 'plain-inserts.ts'), [
            url,
            String(batch),
            String(seconds),
            String(contentBytes),
          ])
        ).perSecond;
      const nothing = endpoint.address;
      const samples = await inTurn(
        rounds,
        {
          sequencer: sequence,
          inserts: insert,
          'null endpoint': () => flow('null', { to: nothing }),
          'sequencer again': sequence,
        },
        (name, round, value) => say(`${name} ${round + 1}: ${Math.round(value)} a second`),
      );
      const after = fsyncProbeMs(scratch);
      const slower = median(samples.inserts) < median(samples['null endpoint']) ? 'inserts' : 'null endpoint';
      const { ratio, low, high } = pairedRatio(samples.sequencer, samples[slower]);
      const noise = spread([...samples.sequencer, ...samples['sequencer again']]);
      return {
        what: 'send → read by another node, durable, sustained',
        measured: `${Math.round(median(samples.sequencer))} events a second (n = ${rounds} × ${seconds} s)`,
        against:
          `the slower of: the same rows in batches of ${batch} by one pg client, ${Math.round(median(samples.inserts))} a second; ` +
          `a null HTTP endpoint with the same validation, ${Math.round(median(samples['null endpoint']))} a second`,
        ratio,
        toReach: '≥ 0.5',
        reached: ratio >= 0.5,
        notes: [
          `Held against the ${slower}; the ratios of neighbours lie between ${low.toFixed(2)} and ${high.toFixed(2)}; the sequencer against itself spreads by ${(noise * 100).toFixed(0)} %.`,
          `Two nodes (swift) on one PostgreSQL 18 with fsync on, addressed directly; ${inFlight} sends in flight at one node, contents of ${contentBytes} bytes to one recipient, who reads at the other node; at most ${unreadMax} unread. Counted is what was read; each run ends only when all that was accepted was.`,
          'Sequencer, generator, reader and database share the processors of the host; the plain client has them to itself and the database, the null endpoint to itself and the generator.',
          'The plain client writes the batch size that the writer came to by itself, one commit each, one after another, on the same server.',
        ],
        samples: {
          'sequencer, events read per second': samples.sequencer,
          'sequencer again (A/A)': samples['sequencer again'],
          'plain inserts per second': samples.inserts,
          'null endpoint, sends per second': samples['null endpoint'],
        },
        fsyncMs: { before, after },
      };
    } finally {
      await endpoint?.close();
      await testbed.close();
    }
  },
};

function nodesOf(testbed: Testbed): [Address, Address] {
  const [one, other] = testbed.instances
    .filter(({ serves }) => serves === 'node')
    .map((node) => node.addressFrom('a', 'api'));
  if (one === undefined || other === undefined) throw new Error('two nodes were asked for');
  return [one, other];
}

/** Events and batches that a node has written so far, from its metrics: keep-alives count as batches, and are few under load. */
async function written({
  host,
  port,
}: Address): Promise<{ readonly events: number; readonly batches: number }> {
  const text = await (await fetch(`http://${host}:${port}/metrics`)).text();
  const value = (name: string): number =>
    Number(new RegExp(`^plimsoll_sequencer_${name}_total (\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN);
  return { events: value('sequenced'), batches: value('batches') };
}
