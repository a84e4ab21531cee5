import { events as eventsOf } from '../../evidence/events.ts';
import type { Variant } from '../../evidence/events.ts';
import type { JudgeContext } from '../../guarantee.ts';
import { eventName, memberName } from '../../words.ts';
import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck, ValidityLine } from '../validity-check.ts';

interface Skip {
  readonly member: number;
  readonly namedMicros: number;
  readonly bit: number;
  readonly instance: string;
  readonly observer: string;
  readonly place: number;
}

const skipsMax = 10_000;

/**
 * Two unrelated clients read every node (HR-07). Where they differ about one node, one of them is wrong, or its file was changed
 * afterwards, and no loss may be booked to the subject: the same position with other bytes; or an event that one of them lacks
 * although its own next event names it as predecessor (so the node did send it). What a node itself left out, link included, is the
 * subject's affair: a guarantee's.
 */
export default function observersAgree(context: JudgeContext): ValidityCheck {
  // An operator is read otherwise: operator-observers-agree.
  if (context.system === 'operator') return { on: {}, finish: () => [] };
  const events = context.evidence(eventsOf);
  const skips: Skip[] = [];
  let compared = 0;
  return {
    on: {
      event(record) {
        const reading = events.stream?.reading;
        if (reading === undefined) return;
        compared += 1;
        const { before } = events;
        if (before < 0 || record.previousMicros === null || skips.length >= skipsMax) return;
        if (record.previousMicros <= (events.timestamp[before] as number)) return;
        skips.push({
          member: reading.member,
          namedMicros: record.previousMicros,
          bit: reading.bit,
          instance: reading.instance,
          observer: reading.observer,
          place: context.place(),
        });
      },
    },
    finish() {
      const lines: ValidityLine[] = [];
      for (const skip of skips) {
        const slot = events.find(skip.namedMicros, skip.member);
        if (slot < 0 || ((events.finalMask[slot] as number) & partner(skip.bit)) === 0) continue;
        lines.push(
          unsound(
            'observers',
            `Observers disagree about ${skip.instance}: the ${skip.observer} observer's copy for ${memberName(context, skip.member)} lacks ${eventName(events, slot)}, which its own next event names; the other observer has it.`,
            [context.positionOf(skip.place), context.positionOf(events.place[slot] as number)],
          ),
        );
        break;
      }
      const disputed = new Map<number, Variant[]>();
      for (const variant of events.variants) {
        const list = disputed.get(variant.slot) ?? [];
        list.push(variant);
        disputed.set(variant.slot, list);
      }
      for (const [slot, variants] of disputed) {
        const odd = variants.find((variant) => {
          const { reading } = variant.stream;
          if (reading === undefined) return false;
          const seen = ((events.finalMask[slot] as number) & partner(reading.bit)) !== 0;
          // The partner at the same node saw it as everybody else did.
          const same = variants.some((other) => other.stream.reading?.bit === partner(reading.bit));
          return seen && !same;
        });
        if (odd?.stream.reading === undefined) continue;
        const { instance, observer, member } = odd.stream.reading;
        lines.push(
          unsound(
            'observers',
            `Observers disagree about ${instance}: at ${events.timestamp[slot]} the ${observer} observer's copy for ${memberName(context, member)} has other ${odd.what === 'link' ? 'links' : 'content'} than the other observer's.`,
            [context.positionOf(odd.place), context.positionOf(events.place[slot] as number)],
          ),
        );
        break;
      }
      if (events.strays > 0)
        lines.push(
          unsound('observers', `${events.strays} lines belong to subscriptions that were never opened.`),
        );
      return lines.length > 0
        ? lines
        : [sound('observers', `Both observers say the same (${compared} events read at the end).`)];
    },
  };
}

/** The bit of the other observer at the same node: they stand side by side. */
function partner(bit: number): number {
  return (bit & 0x55555555) !== 0 ? bit << 1 : bit >>> 1;
}
