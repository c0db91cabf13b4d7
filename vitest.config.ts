import { availableParallelism } from 'node:os';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Nothing that a test leaves behind may reach the next one.
    restoreMocks: true,
    unstubGlobals: true,
    setupFiles: ['tests/support/fixed-chance.ts'],
    // All cores: vitest would leave one free, which on two of them doubles the time.
    maxWorkers: availableParallelism(),
    // A process for each file would load the server anew each time, a third of all work. Only the panel’s tests have
    // one: a module that is mocked is mocked for the whole process.
    isolate: false,
    // Two slow cores under load take many times as long as a machine of one's own; what hangs hangs longer still.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          exclude: ['tests/unit/admin/**'],
        },
      },
      {
        extends: true,
        plugins: [vue()],
        test: { name: 'admin', include: ['tests/unit/admin/**/*.test.ts'], environment: 'happy-dom', isolate: true },
      },
      { extends: true, test: { name: 'contract', include: ['tests/contract/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Real processes on a busy machine: CI tries once more, and scripts/test.ts names what needed it.
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
      {
        extends: true,
        test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], testTimeout: 300_000 },
      },
    ],
  },
});
