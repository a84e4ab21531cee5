import { compile, readSources } from '@plimsoll/contracts/compile';
import { withoutChecks } from '../without-checks.ts';

/** RM-09: the current root is the parent of whatever comes. Breaks RG-11: a batch names the root that it was built on. */
const sources = readSources();
const source = withoutChecks(sources['Rollup.sol'] ?? '', [
  ['require(parentRoot == currentRoot, StaleParent(currentRoot, height));', 'bytes32 before = currentRoot;'],
  ['emit BatchAccepted(next, parentRoot,', 'emit BatchAccepted(next, before,'],
  ['uint32(bytes4(data[3:7])) == next', 'next != 0'],
  ['from == taken && to >= from && to <= queued', 'from <= to && taken <= queued'],
]);
console.log(JSON.stringify(compile({ ...sources, 'Rollup.sol': source })['Rollup']));
