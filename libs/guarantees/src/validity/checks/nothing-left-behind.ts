import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck, ValidityLine } from '../validity-check.ts';

/** No fault outlasted its heal (HX-M2), and no component went round its link (design, section 5). */
export default function nothingLeftBehind(): ValidityCheck {
  const left = new Set<string>();
  const bypasses = new Set<string>();
  let looked = false;
  return {
    on: {
      note(record) {
        if (record.about === 'leftovers') {
          looked = true;
          for (const found of strings(record.values['found'])) left.add(found);
        }
        if (record.about === 'bypasses')
          for (const seen of strings(record.values['seen'])) bypasses.add(seen);
      },
      process(record) {
        if (record.event === 'bypass')
          bypasses.add(`${record.instance}${record.detail ? `: ${record.detail}` : ''}`);
      },
    },
    finish() {
      const lines: ValidityLine[] = [];
      if (left.size > 0)
        lines.push(
          unsound('leftovers', `Faults were left behind before the final reads: ${[...left].join('; ')}.`),
        );
      if (bypasses.size > 0)
        lines.push(
          unsound(
            'bypass',
            `Connections went round their link, so that faults on it did not reach them: ${[...bypasses].join('; ')}.`,
          ),
        );
      if (lines.length > 0) return lines;
      return [
        sound(
          'leftovers',
          looked ? 'Nothing was left behind, nobody went round a link.' : 'Nobody went round a link.',
        ),
      ];
    },
  };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
