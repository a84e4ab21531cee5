import { historyFiles } from '@plimsoll/history/layout';
import type { Plan } from '@plimsoll/history/plan';
import type { HistoryRecord, RecordKind } from '@plimsoll/history/record';
import type { Checker, Evidence, JudgeContext } from './guarantee.ts';
import { packPlace, unpackPlace } from './place.ts';

/** A part that went wrong while it listened; it hears nothing more, and cannot pass (HX-M4). */
export interface Collapse {
  readonly part: string;
  readonly words: string;
}

/** One pass over a history: who listens, and where the pass stands. */
export interface Court {
  readonly context: JudgeContext;
  /** Registers a listener; evidence that it asks for while it is made is heard before it. */
  admit(part: string, make: (context: JudgeContext) => Checker['on']): void;
  /** To be called before `hear` for the first record of each file. */
  openFile(file: string): void;
  hear(record: HistoryRecord, line: number): void;
  readonly collapses: readonly Collapse[];
  /** Records handed to all listeners. */
  readonly heard: number;
}

interface Listener {
  readonly part: string;
  readonly handle: (record: HistoryRecord) => void;
  active: boolean;
}

/**
 * Opens a court over a plan: the context that every checker gets, and the dispatch of records to lists of handlers,
 * one list a kind. Pure: reads nothing by itself.
 */
export function openCourt(plan: Plan): Court {
  const lists = new Map<RecordKind, Listener[]>();
  const made = new Map<unknown, Evidence>();
  const collapses: Collapse[] = [];
  const broken = new Set<string>();
  let fileIndex = 0;
  let line = 0;
  let heard = 0;

  const listen = (part: string, on: Checker['on']): void => {
    for (const [kind, handle] of Object.entries(on) as [RecordKind, (record: HistoryRecord) => void][]) {
      const list = lists.get(kind) ?? [];
      list.push({ part, handle, active: true });
      lists.set(kind, list);
    }
  };
  const collapse = (part: string, error: unknown): void => {
    broken.add(part);
    collapses.push({ part, words: error instanceof Error ? error.message : String(error) });
    for (const list of lists.values())
      for (const listener of list) if (listener.part === part) listener.active = false;
  };

  const bounds = plan.subject.bounds;
  const context: JudgeContext = {
    system: plan.subject.system,
    members: plan.members.map(({ name, enabled }) => ({ name, enabled })),
    nodes: plan.nodes,
    gateways: plan.gateways,
    sites: plan.scenario.topology.sites,
    capabilities: plan.subject.capabilities,
    bounds: {
      takeOverMs: bounds['takeOverMs'] ?? 0,
      hostLostMs: bounds['hostLostMs'] ?? 0,
      drainMs: bounds['drainMs'] ?? 0,
      notReadyMs: bounds['notReadyMs'] ?? 0,
      recoveryMs: bounds['recoveryMs'] ?? 0,
    },
    timers: plan.subject.timers,
    messageCount: 0,
    plan,
    position: () => unpackPlace(packPlace(fileIndex, line)),
    place: () => packPlace(fileIndex, line),
    positionOf: unpackPlace,
    evidence<E extends Evidence>(make: (context: JudgeContext) => E): E {
      const known = made.get(make);
      if (known !== undefined) return known as E;
      const evidence = make(context);
      made.set(make, evidence);
      listen(`evidence ${make.name}`, evidence.on);
      return evidence;
    },
  };

  return {
    context,
    collapses,
    get heard() {
      return heard;
    },
    admit(part, make) {
      try {
        listen(part, make(context));
      } catch (error) {
        collapse(part, error);
      }
    },
    openFile(file) {
      fileIndex = Math.max(0, historyFiles.indexOf(file as never));
      line = 0;
    },
    hear(record, at) {
      line = at;
      heard += 1;
      const list = lists.get(record.kind);
      if (list === undefined) return;
      for (let index = 0; index < list.length; index += 1) {
        const listener = list[index] as Listener;
        if (!listener.active) continue;
        try {
          listener.handle(record);
        } catch (error) {
          collapse(listener.part, error);
        }
      }
    },
  };
}
