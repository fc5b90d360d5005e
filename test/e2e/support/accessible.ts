import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Quick ones. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds on the page as it is now, or in a part of it: all of its rules in light colours, and in dark ones, which
 * differ in nothing else, those that look at colours.
 */
export async function expectAccessible(page: Page, state: string, part?: string): Promise<void> {
  await inColors(page, 'light')
  const light = await look(page, part)
  expect.soft(light.found, `${state}, light`).toEqual([])
  expect(light.rules, `rules that axe could check: ${state}`).toBeGreaterThanOrEqual(part === undefined ? 15 : 5)
  await inColors(page, 'dark')
  const dark = await look(page, part, COLOR_RULES)
  expect.soft(dark.found, `${state}, dark`).toEqual([])
  expect(dark.rules, `rules that axe could check: ${state}, dark`).toBeGreaterThanOrEqual(1)
  await inColors(page, 'light')
}

/** Findings in a form that can be read, and how many rules had something to look at. */
async function look(page: Page, part?: string, rules?: string[]): Promise<{ found: string[]; rules: number }> {
  // What fades in is not yet of the colour that it will have.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  )
  // Legacy: without a second page, which a desktop window does not give.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  if (part !== undefined) axe.include(part)
  if (rules !== undefined) axe.withRules(rules)
  const { violations, passes } = await axe.analyze()
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`))
  return { found, rules: passes.length }
}

/** The window follows the system's colours unless told otherwise. */
async function inColors(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}
