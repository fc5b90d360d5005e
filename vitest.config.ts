import { defineConfig } from 'vitest/config'

/** Unit tests run against the built engine (`#engine/*` is `dist/*`): its workers are files that Node itself loads. */
export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts', 'test/unit/**/*.test.tsx', 'test/conformance/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
  },
})
