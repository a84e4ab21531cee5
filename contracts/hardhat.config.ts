import { createRequire } from 'node:module';
import type { HardhatUserConfig } from 'hardhat/config';
import { compilerSettings } from './src/compile.ts';

const require = createRequire(import.meta.url);

/**
 * For `npx hardhat …` in this folder, and for the tests' network. The compiler is the one in node_modules, named by its
 * path: nothing is downloaded. `HARDHAT_DISABLE_TELEMETRY=true` keeps the command line silent towards its makers.
 */
const configuration: HardhatUserConfig = {
  paths: { sources: './sources', artifacts: './out-tsc/artifacts', cache: './out-tsc/cache' },
  solidity: {
    compilers: [
      {
        version: (require('solc/package.json') as { version: string }).version,
        path: require.resolve('solc/soljson.js'),
        settings: compilerSettings,
      },
    ],
  },
  networks: {
    local: { type: 'edr-simulated', chainType: 'l1', chainId: 31_337 },
  },
};
export default configuration;
