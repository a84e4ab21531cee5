import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { NodeMetrics } from '../metrics/metrics.ts';
import type { SequencerParts } from '../parts.ts';
import { readyEvent } from './event-line.ts';
import type { FeedRound } from './feed.ts';
import type { Page } from './page.ts';
import type { Subscription } from './subscription.ts';

/** Least time between two proofs on one stream, and most, milliseconds (libs/interface, `ProofLine`). */
const proofEveryMs = { least: 50, most: 800 };
/** Events held for a stream that is catching up; beyond, it reads another page instead. */
const heldMax = 5000;
/** A stream whose node cannot read any more ends after this long, so that its client goes elsewhere. */
const staleMs = 3000;
const slowReaderMs = 30_000;

export interface HubContext {
  readonly config: Config;
  readonly parts: SequencerParts;
  readonly log: Logger;
  readonly metrics: NodeMetrics;
  /** A member's page above a position, from the database. */
  readonly memberPage: (memberId: number, positionMicros: number) => Promise<Page>;
  readonly feedPosition: () => number | undefined;
  readonly feedAgeMs: () => number;
}

/** All open subscriptions of the node. */
export interface Hub {
  /** Takes over a stream whose first page was read already. */
  readonly attach: (subscription: Subscription, firstPage: Page) => void;
  readonly onRound: (round: FeedRound) => void;
  readonly close: (code: string, message: string) => void;
}

/**
 * Passes the node's feed on to every subscription, and lets those that are behind read pages of their own until
 * they have caught up. Nothing is skipped between the two: a page is asked for while the feed is being held.
 */
export function createHub(context: HubContext): Hub {
  const { config, parts, log, metrics } = context;
  const byMember = new Map<number, Set<Subscription>>();
  const all = new Set<Subscription>();

  const detach = (subscription: Subscription): void => {
    subscription.closed = true;
    if (!all.delete(subscription)) return;
    const mates = byMember.get(subscription.memberId);
    mates?.delete(subscription);
    if (mates?.size === 0) byMember.delete(subscription.memberId);
    metrics.subscriptions.set(all.size);
  };

  /** Delivers a page; true if the subscription has caught up with the page's snapshot. */
  const takePage = (subscription: Subscription, page: Page): boolean => {
    if (page.safeMicros === null) return false;
    if (page.lowerBoundMicros > subscription.positionMicros + 1) {
      subscription.fail('EVENTS_UNAVAILABLE', `events below ${page.lowerBoundMicros} are pruned`);
      return true;
    }
    subscription.previousMicros = page.previousMicros;
    const from = subscription.positionMicros;
    for (const event of page.events) subscription.add(readyEvent(event));
    metrics.delivered.inc(page.events.length);
    const full = page.events.length >= config.pageMax;
    const lastMicros = page.events.at(-1)?.timestampMicros;
    const reached = { safeMicros: page.safeMicros, lastMicros, full };
    subscription.positionMicros = parts.readPosition(from, reached);
    const proof = parts.proofPosition(full ? (lastMicros ?? 0) : page.safeMicros);
    if (proof > subscription.provenMicros) subscription.prove(proof, performance.now());
    subscription.flush();
    return !full;
  };

  const catchUp = async (subscription: Subscription, firstPage?: Page): Promise<void> => {
    let page = firstPage;
    while (!subscription.closed) {
      const held = (subscription.held ??= []);
      await subscription.drained(slowReaderMs);
      const heldSinceBefore = page === undefined;
      if (!page) {
        held.length = 0;
        page = await context.memberPage(subscription.memberId, subscription.positionMicros);
      }
      const caughtUp = takePage(subscription, page);
      page = undefined;
      // The first page was read before anything was held back: one more closes the gap.
      if (!caughtUp || !heldSinceBefore || held.length > heldMax) continue;
      subscription.held = undefined;
      subscription.mode = 'live';
      for (const ready of held) if (subscription.add(ready)) metrics.delivered.inc();
      subscription.flush();
      // A flush may find the reader too slow and send the stream back to paging.
      if ((subscription.mode as string) === 'live') return;
    }
  };

  const startCatchUp = (subscription: Subscription, firstPage?: Page): void => {
    subscription.mode = 'behind';
    subscription.held ??= [];
    catchUp(subscription, firstPage)
      .catch((error: unknown) => {
        log.debug({ err: error }, 'catching up failed');
        subscription.fail('SEQUENCER_UNAVAILABLE', 'the node cannot read now; resume at another');
      })
      .finally(() => {
        if (subscription.closed) detach(subscription);
      });
  };

  const proveAll = (position: number): void => {
    const now = performance.now();
    const readable = context.feedAgeMs() < 1000;
    for (const subscription of all) {
      if (subscription.mode !== 'live') continue;
      subscription.positionMicros = Math.max(subscription.positionMicros, position);
      const age = now - subscription.provenAtMs;
      const proof = parts.proofPosition(position);
      if (proof > subscription.provenMicros && age >= proofEveryMs.least) subscription.prove(proof, now);
      else if (readable && age >= proofEveryMs.most) subscription.prove(subscription.provenMicros, now);
      subscription.flush();
      if ((subscription.mode as string) === 'behind' && !subscription.held) startCatchUp(subscription);
    }
  };

  const timer = setInterval(() => {
    const position = context.feedPosition();
    if (context.feedAgeMs() > staleMs)
      for (const each of all)
        each.fail('SEQUENCER_UNAVAILABLE', 'the node cannot read now; resume at another');
    for (const each of all) if (each.closed) detach(each);
    if (position !== undefined) proveAll(position);
  }, proofEveryMs.least);
  timer.unref();

  return {
    attach: (subscription, firstPage) => {
      all.add(subscription);
      const mates = byMember.get(subscription.memberId) ?? new Set();
      byMember.set(subscription.memberId, mates.add(subscription));
      metrics.subscriptions.set(all.size);
      startCatchUp(subscription, firstPage);
    },
    onRound: ({ events, positionMicros, skipped }) => {
      if (skipped) for (const each of all) if (each.mode === 'live') startCatchUp(each);
      if (all.size === 0) return;
      for (const event of events) {
        const ready = readyEvent(event);
        for (const member of ready.members)
          for (const subscription of byMember.get(member) ?? [])
            if (subscription.held) {
              if (subscription.held.length <= heldMax) subscription.held.push(ready);
            } else if (!subscription.closed && subscription.add(ready)) metrics.delivered.inc();
      }
      proveAll(positionMicros);
    },
    close: (code, message) => {
      clearInterval(timer);
      for (const each of all) each.fail(code, message);
    },
  };
}
