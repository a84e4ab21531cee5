import { Command } from 'commander';
import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';
import { setMinInSync } from '@plimsoll/kafka-client/set-min-in-sync';
import { readConfig } from '../config/read-config.ts';

const collect = (value: string, before: readonly string[]): string[] => [...before, value];

/**
 * The procedure after a lost site (docs/architecture/a-site-is-lost.md): sets `min.insync.replicas` of the three topics that an instance
 * and its engine write. Exit code 0 when all have it, 64 for wrong usage, 1 otherwise.
 */
async function main(): Promise<void> {
  const { config: files, replicas } = new Command('min-in-sync')
    .description(
      'Sets min.insync.replicas of the topics that this instance writes. 1 lets it accept alone while the other site is KNOWN to be lost; 2 again once that is back.',
    )
    .requiredOption(
      '--config <file.toml>',
      'configuration of the manager; repeatable, the last wins',
      collect,
      [],
    )
    .requiredOption('--replicas <number>', 'how many replicas must have a write')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 64))
    .parse()
    .opts<{ config: string[]; replicas: string }>();
  if (!/^[1-9]$/.test(replicas))
    throw new Problem(
      `--replicas ${replicas} is no number of replicas`,
      'it is from 1 to 9',
      'give how many replicas must have a write before it is acknowledged',
    );
  const { ha, kafka, instance } = readConfig(files);
  const least = Number(replicas);
  const clientId = `${instance}-min-in-sync`;
  // One request where one cluster has them all: this is what blocked clients wait for.
  const byCluster = Map.groupBy(
    [
      { topic: ha.ownTopic, brokers: ha.brokers },
      { topic: kafka.batchUpdatesTopic, brokers: kafka.brokers },
      { topic: kafka.invalidOperationsTopic, brokers: kafka.brokers },
    ],
    ({ brokers }) => brokers.join(),
  );
  const set = [...byCluster.values()].map((group) =>
    setMinInSync(
      { brokers: group[0]?.brokers ?? [], clientId },
      group.map(({ topic }) => topic),
      least,
    ),
  );
  const changes = (await Promise.all(set)).flat();
  for (const { topic, before, after } of changes)
    process.stdout.write(`${topic}: min.insync.replicas ${before} -> ${after}\n`);
  if (changes.some(({ before, after }) => Number(after) < Number(before)))
    process.stdout.write(
      'What is acknowledged from now on may be lost with this site. When the other site is back and in sync, set it back.\n',
    );
}

try {
  await main();
  // kafkajs may still hold sockets to brokers that do not answer.
  process.exit(0);
} catch (error) {
  const problem =
    error instanceof Problem
      ? error
      : new Problem(
          'min.insync.replicas was not set',
          (error as Error).message,
          'check that a broker of this site answers, and run it again: twice does no harm',
          exitCodes.FAIL,
        );
  process.stderr.write(`${problem.toString()}\n`);
  process.exit(problem.exitCode);
}
