import { compile, readSources } from '@plimsoll/contracts/compile';
import { withoutChecks } from '../without-checks.ts';

/** RM-08: neither parent nor height nor place in the queue is compared. Breaks RG-11: on the current root only. */
const sources = readSources();
const source = withoutChecks(sources['Rollup.sol'] ?? '', [
  ['require(parentRoot == currentRoot, StaleParent(currentRoot, height));', ''],
  ['require(uint32(bytes4(data[3:7])) == next, BadHeader());', ''],
  [
    'require(from == taken && to >= from && to <= queued, DepositsOutOfOrder(taken, queued));',
    'from = taken; queued = to;',
  ],
]);
console.log(JSON.stringify(compile({ ...sources, 'Rollup.sol': source })['Rollup']));
