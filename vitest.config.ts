import { defineConfig } from 'vitest/config';

// One configuration for every project: tests stand beside the code, and nothing is global.
export default defineConfig({
  test: { include: ['**/*.test.ts'], exclude: ['**/node_modules/**', '**/out-tsc/**'], testTimeout: 20_000 },
});
