import { once } from 'node:events';
import type { Fault, FaultContext } from '@plimsoll/faults/fault';
import { completeParameters } from '@plimsoll/faults/parameters';
import type { RunObserver } from '@plimsoll/runner/observer';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { serveControl, type ControlReply, type ControlRequest } from './control.ts';
import { interruption } from './interruption.ts';

/**
 * Keeps a testbed running until Ctrl-C, and applies faults to it that `plimsoll fault` asks for, each with its
 * receipt. Tells where everything listens.
 */
export async function holdTestbed(
  testbed: Testbed,
  observer: RunObserver,
  faults: readonly Fault[],
  timers: Readonly<Record<string, number>> = {},
): Promise<void> {
  const context: FaultContext = { testbed, random: Math.random, signal: interruption.signal, timers };
  const server = await serveControl(async (request) => serve(request, faults, context));
  try {
    for (const line of describe(testbed)) observer.line(line);
    observer.line(
      'Up. From another terminal, in this folder: plimsoll fault --list · plimsoll fault <verb> <target> · plimsoll fault --heal <verb> <target>',
    );
    observer.line('Ctrl-C stops everything.');
    if (!interruption.signal.aborted) await once(interruption.signal, 'abort');
  } finally {
    server.close();
  }
}

/** Where everything listens, for people. */
function describe(testbed: Testbed): readonly string[] {
  return testbed.instances.flatMap((instance) =>
    instance.serves === 'internal'
      ? []
      : testbed.sites.map((site) => {
          const { host, port } = instance.addressFrom(site, 'api');
          const way = site === instance.site ? 'direct' : `through the link ${site}-${instance.site}`;
          return `${instance.name} (pid ${instance.pid}) from ${site}: http://${host}:${port} (${way})`;
        }),
  );
}

async function serve(
  request: ControlRequest,
  faults: readonly Fault[],
  context: FaultContext,
): Promise<ControlReply> {
  const available = faults.flatMap((fault) => {
    const found = fault.targets(context.testbed);
    return 'notAvailable' in found ? [] : found.map((target) => ({ fault, target }));
  });
  if (request.verb === 'list') {
    return { ok: true, lines: available.map(({ fault, target }) => `${fault.name} ${target.name}`) };
  }
  const chosen = available.find(
    ({ fault, target }) => fault.name === request.fault && target.name === request.target,
  );
  if (chosen === undefined) {
    return {
      ok: false,
      lines: [`no fault ${request.fault} on ${request.target} here; see plimsoll fault --list`],
    };
  }
  const { fault, target } = chosen;
  const parameters = completeParameters(fault, context.timers);
  const injecting = request.verb === 'inject';
  await (injecting ? fault.inject(context, target, parameters) : fault.heal(context, target, parameters));
  const seen = await (injecting
    ? fault.bit(context, target, parameters)
    : fault.healed(context, target, parameters));
  return { ok: seen.seen, lines: [`${request.verb} ${fault.name} on ${target.name}: ${seen.words}`] };
}
