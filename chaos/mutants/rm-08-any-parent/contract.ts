import { compile, readSources } from '@plimsoll/contracts/compile';
import { withoutChecks } from '../without-checks.ts';

/** RM-08: neither parent nor height nor place in the queue is compared. Breaks RG-11: on the current root only. */
const sources = readSources();
const source = withoutChecks(sources['Rollup.sol'] ?? '', [
  ['require(parentRoot == currentRoot, StaleParent(currentRoot, height));', ''],
  ['uint32(bytes4(data[3:7])) == next', 'next != 0'],
  ['from == taken && to >= from && to <= queued', 'from <= to && taken <= queued'],
]);
console.log(JSON.stringify(compile({ ...sources, 'Rollup.sol': source })['Rollup']));
