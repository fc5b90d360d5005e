import { defineConfig } from 'vitest/config'

/** Rooms whose tests look at their process: its memory, handles, signals, threads. Each file has one of its own. */
const OWN_PROCESS = ['executors', 'queues', 'sampler', 'standin', 'tasks'].map((room) => `test/unit/${room}/**/*.test.ts`)

/** Unit tests run against the built engine (`#engine/*` is `dist/*`): its workers are files that Node itself loads. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'own process', include: [...OWN_PROCESS, 'test/conformance/**/*.test.ts'] } },
      // What these import takes longer than most of them: they share it.
      { extends: true, test: { name: 'shared', include: ['test/unit/**/*.test.{ts,tsx}'], exclude: OWN_PROCESS, isolate: false } },
    ],
  },
})
