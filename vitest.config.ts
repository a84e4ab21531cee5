import { defineConfig } from 'vitest/config';

// One configuration for every project: tests stand beside the code, and nothing is global. `*.system.test.ts` start real
// parts and have a target of their own (vitest.system.config.ts).
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/out-tsc/**', '**/*.system.test.ts'],
    testTimeout: 20_000,
    passWithNoTests: true,
    // `npm test` counts from this file; Nx keeps it with the cached result.
    reporters: ['default', ['json', { outputFile: 'out-test/test.json' }]],
  },
});
