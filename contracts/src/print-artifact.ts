/** Prints the rollup contract as `{"abi", "bytecode"}`: the command that a manifest names under `needs: chain: contract`. */
import { compile } from './compile.ts';

const artifact = compile()['Rollup'];
if (artifact === undefined) throw new Error('there is no contract Rollup');
console.log(JSON.stringify(artifact));
