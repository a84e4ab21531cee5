import { faultTrials } from '../evidence/fault-trials.ts';
import type { FaultTrial, FaultTrials } from '../evidence/fault-trials.ts';
import { probes as probesOf } from '../evidence/probes.ts';
import type { Checker, Finding, JudgeContext } from '../guarantee.ts';
import { blocksByRule } from '../counting-rule/replicas-of.ts';
import { longestOutage } from '../measure/outage.ts';
import { touchesSeries, touchedInstances } from '../measure/touched.ts';
import { duration, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * Faults after which connections close at once: the shorter bound holds. A storm is many of them and has no single bound. A dead site with
 * brokers in it is none of them: Kafka's controller goes by a broker's session, not by its connections.
 */
const processDied = new Set(['kill', 'instance-kill', 'restart', 'stop-graceful', 'site-dead']);
const unbounded = new Set(['restart-storm', 'link-flap', 'link-slow', 'link-narrow', 'database-slow']);

/**
 * While a fault is on, probes at instances that it does not touch stand still for no longer than claimed: `takeOverMs` after
 * a process died, `hostLostMs` after everything else. Grain: two probe periods. A fault that names no instance (the database
 * server as a whole), or all of them, spares nobody, and says nothing here. Nor does a write where the counting rule says that it blocks, nor a read through a gateway there.
 *
 * @param wanted which classes of faults are judged
 */
export function continued(
  context: JudgeContext,
  probe: 'read' | 'write',
  wanted: (fault: FaultTrial) => boolean,
): Checker {
  const trials = context.evidence(faultTrials);
  const probes = context.evidence(probesOf);
  const { takeOverMs, hostLostMs } = context.bounds;
  const hasBrokers = (context.plan.scenario.topology.kafka ?? 'none') !== 'none';
  return {
    on: {},
    finish(): Finding {
      const witnesses = new Witnesses(context);
      let checked = 0;
      for (const trial of trials.all) {
        if (!trial.bit || unbounded.has(trial.fault) || !wanted(trial)) continue;
        if (touchedInstances(context, trial.touches).length === 0) continue;
        const isNoticed = processDied.has(trial.fault) && !(trial.fault === 'site-dead' && hasBrokers);
        const boundMs = isNoticed ? takeOverMs : Math.max(takeOverMs, hostLostMs);
        const together = togetherWith(trials, trial);
        // One beside it that spares nobody is everybody's excuse.
        if (together.some((each) => touchedInstances(context, each.touches).length === 0)) continue;
        const touches = together.flatMap((each) => each.touches);
        const touched = touchedInstances(context, touches);
        const end = nextFault(trials, trial);
        const window = {
          fromMicros: trial.appliedMicros,
          toMicros: Math.min(trial.healingMicros, end),
          endMicros: end,
        };
        for (const series of probes.all()) {
          if (series.probe !== probe || touchesSeries(context, touches, series)) continue;
          if (blocked(touches, series.instance) || isAlone(series.instance, touched)) continue;
          const outage = longestOutage(series, window);
          if (outage === undefined) continue;
          checked += 1;
          // Down already when this fault came: an earlier fault's doing.
          if (unsettled(trials, trial, (touched) => touchesSeries(context, touched, series))) continue;
          const fromMicros = Math.max(outage.fromMicros, trial.appliedMicros);
          const certainMs = (outage.toMicros - fromMicros) / 1000 - 2 * outage.resolutionMs;
          if (certainMs <= boundMs) continue;
          witnesses.add(
            () =>
              `${trial.fault} on ${trial.target} at ${runTime(trial.appliedMicros)}: ${probe}s at ${series.instance}, which it does not touch, stood still for ${outage.censored ? 'more than ' : ''}${duration(outage.ms)} from ${runTime(outage.fromMicros)} on. Claimed are ${duration(boundMs)}.`,
            [trial.place],
            outage.fromMicros,
          );
        }
      }
      return witnesses.finding(checked, `${probe} series beside a fault`);
    },
  };

  /** An operator's topics block while too many of their replicas are away: no setting promises more (facts/rollup.md, "The counting rule"). */
  function blocked(touches: readonly string[], instance: string): boolean {
    if (context.system !== 'operator') return false;
    // Reads go on at the instances; a gateway has none that is ready to send them to.
    if (probe === 'read' && !context.gateways.some(({ name }) => name === instance)) return false;
    const site = [...context.nodes, ...context.gateways].find(({ name }) => name === instance)?.site;
    const lost = context.sites.filter((each) => touches.includes(each));
    return site !== undefined && lost.length > 0 && blocksByRule(context.plan.scenario.topology, site, lost);
  }

  /** With every node of its operator gone a gateway that stands has nobody to send to. */
  function isAlone(instance: string, touched: readonly string[]): boolean {
    const gateway = context.gateways.find(({ name }) => name === instance);
    if (gateway === undefined) return false;
    const operators = context.plan.scenario.topology.chain?.operatorIds;
    return context.nodes.every(
      ({ name, site }) => touched.includes(name) || operators?.[site] !== operators?.[gateway.site],
    );
  }

  /** Whether another fault that touches the series had been gone for less than the recovery time. */
  function unsettled(
    all: FaultTrials,
    trial: FaultTrial,
    touching: (touches: readonly string[]) => boolean,
  ): boolean {
    return all.all.some(
      (each) =>
        each.appliedMicros < trial.appliedMicros &&
        each.healedMicros + context.bounds.recoveryMs * 1000 > trial.appliedMicros &&
        touching(each.touches),
    );
  }
}

function togetherWith(trials: FaultTrials, trial: FaultTrial): readonly FaultTrial[] {
  return trials.all.filter(
    (each) => each.appliedMicros <= trial.healedMicros && each.healedMicros >= trial.appliedMicros,
  );
}

/** When the next fault that is not on together with this one was applied, or the final reads began. */
function nextFault(trials: FaultTrials, trial: FaultTrial): number {
  const later = trials.all
    .filter((each) => each.trial !== trial.trial && each.appliedMicros > trial.appliedMicros)
    .map((each) => each.appliedMicros);
  return Math.min(trials.finalMicros, ...later);
}
