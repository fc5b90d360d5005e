import { defineConfig } from 'vitest/config'

/**
 * Faults: each file in a process of its own, since what it leaves behind (descriptors, threads, children) is counted.
 * No test waits for time to pass; the limit is for what hangs.
 */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
})
