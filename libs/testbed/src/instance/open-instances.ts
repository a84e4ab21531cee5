import { join, resolve } from 'node:path';
import type { TemplateValues } from '@plimsoll/interface/manifest/expand';
import { ProcessClock } from '../clock/process-clock.ts';
import { ofOneOperator } from './of-one-operator.ts';
import { formatAddress } from '../lease/address-plan.ts';
import type { Layout } from '../lease/lay-out.ts';
import type { SimulatedChain } from '../services/chain/simulated-chain.ts';
import type { Kafka } from '../services/kafka/open-kafka.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Address, TestbedOptions } from '../testbed.ts';
import { SubjectInstance } from './subject-instance.ts';

/** Makes all instances with their template values; starts none. */
export function openInstances(
  options: TestbedOptions,
  layout: Layout,
  surroundings: Surroundings,
  given: {
    readonly subjectUrl: (route: Address, instance: string) => string;
    readonly membersFile: string;
    /** Of a site. */
    readonly accountsFile: (site: string) => string;
    readonly chain: SimulatedChain | undefined;
    readonly kafka: Kafka | undefined;
  },
): SubjectInstance[] {
  const { dataDirectory, clocksDirectory, library, onProcess } = surroundings;
  const manifestDirectory = resolve(options.manifestDirectory);
  const nodes = layout.instances.filter(({ placement }) => placement.component.serves === 'node');
  const roles = new Set(options.manifest.components.map(({ role }) => role));
  return layout.instances.map(({ placement, ports, route }) => {
    const { name, site, ordinal } = placement;
    const peers = [...roles].map((role) => {
      const all = layout.instances.flatMap((other) => {
        const api = other.ports['api'];
        const isPeer =
          other.placement.component.role === role && ofOneOperator(options.chain, site, other.placement.site);
        return isPeer && api !== undefined ? [formatAddress(api.from(site))] : [];
      });
      return [`peers.${role}`, JSON.stringify(all)] as const;
    });
    const number = name.slice(`${placement.component.role}-${site}-`.length);
    const beside = layout.instances.flatMap((other) => {
      const { role } = other.placement.component;
      const api = other.ports['api'];
      return other.placement.name === `${role}-${site}-${number}` && api !== undefined
        ? [[`beside.${role}`, formatAddress(api.from(site))] as const]
        : [];
    });
    const values: TemplateValues = {
      instance: name,
      site,
      ordinal: String(ordinal),
      total: String(nodes.length),
      node: process.execPath,
      manifestDir: manifestDirectory,
      members: given.membersFile,
      accounts: given.accountsFile(site),
      ...Object.fromEntries(peers),
      ...Object.fromEntries(beside),
      ...Object.fromEntries(
        Object.entries(ports).map(([port, endpoint]) => [
          `ports.${port}`,
          formatAddress(endpoint.from(site)),
        ]),
      ),
      ...(route === undefined ? {} : { 'needs.postgres.url': given.subjectUrl(route, name) }),
      ...given.chain?.templates(name, site),
      ...(given.kafka === undefined
        ? {}
        : {
            'needs.kafka.brokers': given.kafka.clusterOf(site).bootstrapFrom(site).join(','),
            'needs.kafka.topics': given.kafka.topicsFileOf(site),
          }),
    };
    return new SubjectInstance(placement, {
      ...surroundings,
      manifestDirectory,
      directory: join(dataDirectory, 'instances', name),
      values,
      addressFrom: (from, port) => {
        const endpoint = ports[port];
        if (endpoint === undefined) {
          throw new RangeError(`${name} has no port "${port}"; it has ${Object.keys(ports).join(', ')}`);
        }
        return endpoint.from(from);
      },
      clock:
        library === undefined ? undefined : new ProcessClock(name, site, library, clocksDirectory, onProcess),
    });
  });
}
