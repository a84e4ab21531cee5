import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Problem } from '@plimsoll/interface/problem/problem';
import { findLibfaketime } from './clock/find-libfaketime.ts';
import { awaitReady } from './instance/await-ready.ts';
import { openInstances } from './instance/open-instances.ts';
import { writeAccounts } from './instance/write-accounts.ts';
import { AddressPlan } from './lease/address-plan.ts';
import { claimLease, releaseLease } from './lease/lease.ts';
import { sweepStaleLeases } from './lease/sweep.ts';
import { layOut } from './lease/lay-out.ts';
import { openLinks } from './link/open-links.ts';
import { openChain } from './services/chain/open-chain.ts';
import { openKafka } from './services/kafka/open-kafka.ts';
import { openDatabases } from './services/postgres/open-databases.ts';
import { Supervisor } from './supervisor/supervisor.ts';
import type { Testbed, TestbedOptions } from './testbed.ts';
import { DeployedTestbed } from './deployed-testbed.ts';
import { findToxiproxy } from './toxiproxy/find-toxiproxy.ts';

/** Kept of each log file; the rest of a flood is counted and dropped. */
const LOG_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Deploys a subject on simulated sites: leases addresses, starts links, databases and instances, and waits until all
 * are ready. Whatever fails on the way, everything started is removed again before the error is thrown.
 */
export async function openTestbed(options: TestbedOptions): Promise<Testbed> {
  check(options);
  const progress = options.onProgress ?? (() => undefined);
  const onProcess = options.onProcess ?? (() => undefined);
  findToxiproxy(); // Missing parts are told before anything starts.
  for (const line of sweepStaleLeases()) progress(`removed what an earlier run left: ${line}`);
  const lease = claimLease();
  let supervisor: Supervisor | undefined;
  const closers: (() => Promise<void>)[] = [];
  try {
    supervisor = new Supervisor(lease, LOG_BYTES_MAX);
    const logDirectory = resolve(options.logDirectory);
    const clocksDirectory = join(lease.dataDirectory, 'clocks');
    await Promise.all([
      supervisor.ready(),
      mkdir(logDirectory, { recursive: true }),
      mkdir(clocksDirectory).then(() => chmod(clocksDirectory, 0o755)),
    ]);
    const plan = new AddressPlan(lease.block, options.sites);
    const layout = await layOut(options, plan);
    const library = options.clocks ? findLibfaketime() : undefined;
    if (options.clocks && library === undefined) {
      progress('no libfaketime on this machine: clock faults are not available');
    }
    const surroundings = {
      supervisor,
      onProcess,
      logDirectory,
      dataDirectory: lease.dataDirectory,
      clocksDirectory,
      library,
    };
    const membersFile = join(lease.dataDirectory, 'members.json');
    progress(`starting ${options.sites.length} sites on 127.${lease.block}.0.0/16`);
    const opened = openLinks(options, layout, surroundings, closers);
    const [links, databases, chain, kafka, accountsFile] = await Promise.all([
      opened,
      openDatabases(options, layout, surroundings),
      openChain(options, layout.chain, surroundings),
      openKafka(options, layout, surroundings, opened),
      writeAccounts(options, lease.dataDirectory),
      writeFile(membersFile, `${JSON.stringify(options.members, null, 2)}\n`),
    ]);
    for (const database of databases.services) database.whenPrimaryChanges(links.pointRoutesTo);
    progress(databases.services.length === 0 ? 'links stand' : 'links and database stand');
    if (kafka !== undefined)
      progress(`${kafka.brokers.length} brokers stand, with ${kafka.topics.length} topics`);
    if (chain !== undefined) progress(`the chain mines, the contract is at ${chain.contract}`);
    const instances = openInstances(options, layout, surroundings, {
      ...databases,
      membersFile,
      accountsFile,
      chain,
      kafka,
    });
    await Promise.all(instances.map((instance) => instance.start()));
    await awaitReady(instances, progress, options.onNotReady);
    return new DeployedTestbed({
      options,
      plan,
      layout,
      lease,
      supervisor,
      links,
      databases,
      chain,
      kafka,
      instances,
      onProcess,
      closers,
    });
  } catch (error) {
    for (const close of closers) await close();
    if (supervisor === undefined) releaseLease(lease);
    else await supervisor.shutdown(false);
    throw error;
  }
}

function check({ sites, postgres, manifest, kafka, instances }: TestbedOptions): void {
  const bad = sites.filter((site) => !/^[a-z][a-z0-9]*$/.test(site));
  if (bad.length > 0 || new Set(sites).size !== sites.length || sites.length === 0 || sites.length > 9) {
    throw new Problem(
      `sites cannot be ${sites.join(', ') || 'none'}`,
      'a testbed has 1 to 9 sites with different names of lower-case letters and digits',
      'correct the topology',
    );
  }
  const last = sites.at(-1) ?? '';
  if (kafka?.shape === 'witness' && (instances[last] ?? 0) > 0) {
    throw new Problem(
      `site ${last} is to be a witness and has ${instances[last]} instances`,
      'a witness holds a replica and a vote, and no instance of the subject',
      `take instances out of ${last}, or take kafka: stretched`,
    );
  }
  const shared = manifest.needs.some((need) => need.kind === 'postgres' && need.scope === 'subject');
  if (shared && postgres !== 'single' && sites.length < 2) {
    throw new Problem(
      `a ${postgres} standby needs a second site`,
      `there is only site ${sites[0]}`,
      'add a site or take postgres: single',
    );
  }
}
