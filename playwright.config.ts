import { defineConfig } from '@playwright/test'
import type { AppOptions } from './test/e2e/support/app.ts'

/** Windows has no signals to end an app with. */
const unixOnly = process.platform === 'win32' ? ['**/ends.spec.ts'] : []

/** What these test happens in the page, which is the same in both hosts. `npm run test:desktop` runs them there, too. */
const ofThePage = ['compare', 'own-examples', 'palette', 'tables', 'techniques', 'timeline-zoom', 'tour'].map((name) => `**/${name}.spec.ts`)

/**
 * The same specs against both hosts, but for those named after the one that they are about. No retries: a test that
 * passes now and then is a failing one.
 */
export default defineConfig<AppOptions>({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  // Most of an end-to-end test is waiting.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  projects: [
    { name: 'serve', testIgnore: ['**/*.desktop.spec.ts', ...unixOnly], use: { host: 'serve' } },
    { name: 'desktop', testIgnore: ['**/*.serve.spec.ts', ...ofThePage, ...unixOnly], use: { host: 'desktop' } },
    { name: 'desktop-page', testMatch: ofThePage, use: { host: 'desktop' } },
  ],
})
