import type { AccountRecord } from '@plimsoll/history/operator-record';
import { genesisRoot } from '@plimsoll/interface/operator/accounts';
import { chainView } from '../../evidence/chain-view.ts';
import { RebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import type { Guarantee } from '../../guarantee.ts';
import { runTime } from '../../words.ts';
import { Witnesses } from '../../witnesses.ts';

interface View {
  readonly record: Pick<AccountRecord, 'instance' | 'account' | 'nonce' | 'redemptionIndex' | 'balances'>;
  readonly root: string;
  readonly place: number;
  readonly at: number;
}
const viewsMax = 300_000;

/**
 * The final view of an account, whoever shows it and whenever, is its state after a batch that stands on the chain: nonce, redemption index and
 * every balance as rebuilt from the chain at the root that the view names. At one instance it never goes back.
 */
const guarantee: Guarantee = {
  id: 'reads-final',
  title: 'Account state shows what is final',
  text: 'What getAccountState shows is the state after a batch that stands on the chain, as it follows from the chain alone, and at one instance never an older one than before.',
  source: { document: 'facts/rollup.md', heading: 'Rules in full' },
  rules: ['RG-15', 'RG-10'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['chain-reorg', 'kill', 'restart', 'pause-long'],
  check(context) {
    const view = context.evidence(chainView);
    const witnesses = new Witnesses(context);
    /** The newest view of each account at each instance. */
    const newest = new Map<string, View>();
    /** One for each distinct answer, by root. */
    const byRoot = new Map<string, View[]>();
    const seen = new Set<string>();
    let checked = 0;
    return {
      on: {
        account(record) {
          if (record.outcome !== 'ok' || record.view !== 'final') return;
          checked += 1;
          const { instance, account, nonce, redemptionIndex, balances, stateRoot: root = '' } = record;
          const mine: View = {
            record: { instance, account, nonce, redemptionIndex, balances },
            root,
            place: context.place(),
            at: record.doneMicros,
          };
          back(mine, record.sentMicros);
          if (root === '') return;
          const key = `${instance}|${account}|${root}|${nonce}|${redemptionIndex}|${JSON.stringify(balances)}`;
          if (seen.has(key) || seen.size >= viewsMax) return;
          seen.add(key);
          byRoot.set(root, [...(byRoot.get(root) ?? []), mine]);
        },
      },
      finish() {
        const state = new RebuiltBalances(context, view.main);
        compare(genesisRoot, state);
        state.walk((batch) => compare(batch.newRoot, state));
        for (const views of byRoot.values())
          for (const { record, root, place, at } of views)
            witnesses.add(
              () =>
                `${record.instance} showed account ${record.account} at ${runTime(at)} as final at root ${root.slice(0, 12)}…, which no batch on the chain left.`,
              [place],
              at,
            );
        return witnesses.finding(checked, 'final views of accounts');
      },
    };

    function back(mine: View, sentMicros: number): void {
      const key = `${mine.record.instance}|${mine.record.account}`;
      const before = newest.get(key);
      const isOlder =
        before !== undefined &&
        (mine.record.nonce < before.record.nonce ||
          mine.record.redemptionIndex < before.record.redemptionIndex);
      if (!isOlder) {
        newest.set(key, mine);
        return;
      }
      // Answers may overtake each other.
      if (sentMicros < before.at) return;
      witnesses.add(
        () =>
          `${mine.record.instance} had shown account ${mine.record.account} with nonce ${before.record.nonce} and redemption index ${before.record.redemptionIndex} by ${runTime(before.at)}, and at ${runTime(mine.at)} with ${mine.record.nonce} and ${mine.record.redemptionIndex}.`,
        [before.place, mine.place],
        mine.at,
      );
    }

    function compare(root: string, state: RebuiltBalances): void {
      for (const { record, place, at } of byRoot.get(root) ?? []) {
        const wrong = difference(record, state);
        if (wrong === undefined) continue;
        witnesses.add(
          () =>
            `${record.instance} showed account ${record.account} at ${runTime(at)}, at root ${root.slice(0, 12)}…, with ${wrong} by the chain.`,
          [place],
          at,
        );
      }
      byRoot.delete(root);
    }
  },
};
export default guarantee;

/** What a view says otherwise than the chain, in words: `nonce 4; it is 3`. */
function difference(record: View['record'], state: RebuiltBalances): string | undefined {
  const account = state.accounts.get(record.account);
  if (account === undefined) return 'an account that does not exist';
  if (account.nonce !== record.nonce) return `nonce ${record.nonce}; it is ${account.nonce}`;
  if (account.redemptionIndex !== record.redemptionIndex)
    return `redemption index ${record.redemptionIndex}; it is ${account.redemptionIndex}`;
  for (const token of new Set([...account.balances.keys(), ...Object.keys(record.balances).map(Number)])) {
    const shown = BigInt(record.balances[String(token)] ?? '0');
    const is = account.balances.get(token) ?? 0n;
    if (shown !== is) return `${shown} of token ${token}; it has ${is}`;
  }
  return undefined;
}
