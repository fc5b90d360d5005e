import { defineConfig } from 'vitest/config'

/**
 * Rooms whose tests leave nothing behind in their process: they share what they import, which takes longer than most of
 * them. Tests of the engine have a process for each file, since they end workers, count handles and change signals.
 */
const SHARED = ['analysis', 'bench', 'contract', 'docs', 'electron', 'harness', 'recorder', 'renderer', 'storyboards'].map(
  (room) => `test/unit/${room}/**/*.test.{ts,tsx}`,
)

/** Unit tests run against the built engine (`#engine/*` is `dist/*`): its workers are files that Node itself loads. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'shared', include: SHARED, isolate: false } },
      { extends: true, test: { name: 'own process', include: ['test/{unit,conformance}/**/*.test.ts'], exclude: SHARED } },
    ],
  },
})
