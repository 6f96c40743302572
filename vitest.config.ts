/** Three kinds of tests: `unit` in Node, `e2e` in real browsers, `slow` for what takes minutes. */
import { defineConfig } from 'vitest/config';

/** Browser tests share two cores with two browsers: one file at a time, with time to breathe. */
const inBrowsers = {
  globalSetup: ['test/e2e/harness/global-setup.ts'],
  fileParallelism: false,
  maxWorkers: 1,
  isolate: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          // Vitest leaves a core to itself, which of two is half of all.
          maxWorkers: '100%',
          // A property of a thousand cases takes a second on a quiet machine, and ten on a busy one.
          testTimeout: 60_000,
        },
      },
      { test: { ...inBrowsers, name: 'e2e', include: ['test/{e2e,net}/**/*.e2e.ts'] } },
      {
        test: {
          ...inBrowsers,
          name: 'slow',
          include: ['test/**/*.slow.ts'],
          testTimeout: 900_000,
        },
      },
    ],
  },
});
