import { defineConfig } from 'vitest/config';

// Tests on real parts: one after another, since each starts processes and measures time; never cached.
export default defineConfig({
  test: {
    include: ['**/*.system.test.ts'],
    exclude: ['**/node_modules/**', '**/out-tsc/**'],
    fileParallelism: false,
    testTimeout: 400_000,
    hookTimeout: 400_000,
    passWithNoTests: true,
    reporters: ['default', ['json', { outputFile: 'out-test/system.json' }]],
  },
});
