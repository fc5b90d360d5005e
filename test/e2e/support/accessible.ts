import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const COLOR_RULES = ['color-contrast', 'link-in-text-block']

/** Everything that axe finds on the page as it is now, or in a part of it, in a form that can be read. */
export async function expectAccessible(page: Page, state: string, part?: string): Promise<void> {
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
  // The dark page differs in its colours only, and the rules that look at them are quick.
  const isDark = (await page.locator('html').getAttribute('data-theme')) === 'dark'
  if (isDark) axe.withRules(COLOR_RULES)
  const { violations, passes } = await axe.analyze()
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`))
  expect.soft(found, state).toEqual([])
  expect(passes.length, `rules that axe could check: ${state}`).toBeGreaterThanOrEqual(isDark ? 1 : part === undefined ? 15 : 5)
}

export async function useTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  const button = page.getByRole('button', { name: /^Theme: / })
  for (let press = 0; press < 3 && (await button.getAttribute('aria-label')) !== `Theme: ${theme}`; press++) await button.click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
  await page.mouse.move(0, 0)
}
