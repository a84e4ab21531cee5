import { id } from 'ethers';
import { contractAbi } from '@plimsoll/interface/operator/contract-abi';

/** Selectors and topics of the interface's contract, by name. They are hashes of the declarations; nothing else is taken from the ABI. */
const signatures = contractAbi.flatMap((declaration) => {
  const match = /^(function|event|error) (\w+)\((.*?)\)(?: |$)/.exec(
    declaration.replaceAll(/tuple\((.*?)\)/g, '<$1>'),
  );
  if (match === null) return [];
  const [, kind = '', name = '', parameters = ''] = match;
  return [{ kind, name, hash: id(`${name}(${typesOf(parameters)})`) }];
});

/** First four bytes of a call of `submitBatch`. */
export const submitSelector: string = selectorOf('function', 'submitBatch');

/** Topic of an event. */
export function topicOf(event: string): string {
  return hashOf('event', event);
}

/** Name of the contract's error that begins with these four bytes; undefined for any other. */
export function errorName(data: string): string | undefined {
  return signatures.find(({ kind, hash }) => kind === 'error' && data.startsWith(hash.slice(0, 10)))?.name;
}

function selectorOf(kind: string, name: string): string {
  return hashOf(kind, name).slice(0, 10);
}

function hashOf(kind: string, name: string): string {
  const found = signatures.find((each) => each.kind === kind && each.name === name);
  if (found === undefined) throw new Error(`the contract's interface has no ${kind} ${name}`);
  return found.hash;
}

/** `uint64 indexed index, <address to, uint16 x>[] w` as `uint64,(address,uint16)[]`. */
function typesOf(parameters: string): string {
  if (parameters === '') return '';
  return parameters
    .replaceAll('<', '(')
    .replaceAll('>', ')')
    .replaceAll(/([\w\])]+)(?: indexed)? \w+(?=[,)]|$)/g, '$1')
    .replaceAll(', ', ',');
}
