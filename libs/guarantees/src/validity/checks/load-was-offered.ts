import { onAsked } from '../../evidence/asked.ts';
import type { JudgeContext } from '../../guarantee.ts';
import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck, ValidityLine } from '../validity-check.ts';

/** Of the planned rate that must have been due and sent (Poisson arrivals and short runs included). */
const floor = 0.9;
const sendsMin = 50;

/**
 * The load that was planned was offered: sends that were due were sent (HR-06, HX-M5), and the history has as many as the generator itself
 * counted (HX-M8). Only what is *offered* counts here; too little achieved is the subject's affair.
 */
export default function loadWasOffered(context: JudgeContext): ValidityCheck {
  // Nothing is sent to what has to refuse its start.
  if (context.plan.scenario.expects !== undefined) return { on: {}, finish: () => [] };
  const about = context.system === 'operator' ? 'load' : 'offered';
  let first = Infinity;
  let last = 0;
  let sends = 0;
  let own: { offered: number; sent: number; unsent: number } | undefined;
  return {
    on: {
      ...onAsked((record) => {
        // Probes of an operator are operations too, and none of the load.
        if (record.purpose === 'sentinel' || record.purpose === 'probe' || record.attempt !== 1) return;
        sends += 1;
        first = Math.min(first, record.dueMicros);
        last = Math.max(last, record.dueMicros);
      }),
      note(record) {
        if (record.client !== 'load' || record.about !== about) return;
        const { offered, sent, unsent, total } = record.values;
        if (total === true)
          own = { offered: Number(offered), sent: Number(sent), unsent: Number(unsent ?? 0) };
      },
    },
    finish() {
      const lines: ValidityLine[] = [];
      const planned = context.plan.scenario.load.ratePerSecond;
      const seconds = (last - first) / 1e6;
      if (own !== undefined && sends < own.sent)
        lines.push(
          unsound(
            'records',
            `The generator sent ${own.sent} times, but only ${sends} first attempts are in the history: part of it is missing.`,
          ),
        );
      if (own !== undefined && own.sent < floor * own.offered)
        lines.push(
          unsound(
            'load',
            `Of ${own.offered} sends that were due only ${own.sent} were sent: the generator could not keep up, or was forbidden to.`,
          ),
        );
      const rate = seconds > 0 ? sends / seconds : 0;
      if (sends < sendsMin || rate < floor * planned - 3 * Math.sqrt(planned / Math.max(1, seconds)))
        lines.push(
          unsound(
            'load',
            `The load was too weak to show anything: ${sends} sends, ${rate.toFixed(1)} a second; planned were ${planned}.`,
          ),
        );
      return lines.length > 0
        ? lines
        : [
            sound(
              'load',
              `${sends} sends were due and sent, ${rate.toFixed(1)} a second (planned ${planned}).`,
            ),
          ];
    },
  };
}
