import type { ClientPlan } from './client.ts';

/** What the harness tells a client process, over its IPC channel. `call` is answered under the same number. */
export type Told =
  | { readonly tell: 'plan'; readonly plan: ClientPlan; readonly options: Readonly<Record<string, unknown>> }
  | { readonly tell: 'begin' }
  | { readonly tell: 'call'; readonly number: number; readonly name: string; readonly withinMs: number };

/** What a client process says. */
export type Said<Status = unknown> =
  | { readonly say: 'ready' }
  | { readonly say: 'status'; readonly status: Status }
  | { readonly say: 'answer'; readonly number: number; readonly value: unknown }
  | { readonly say: 'failed'; readonly words: string };
