import { expect, type Page } from '@playwright/test'

/** Opens the palette, finds a command by some words and does it. */
export async function command(page: Page, words: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Find a command' })
  await page.keyboard.press('ControlOrMeta+k')
  await expect(field).toBeFocused()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await expect(field).toBeHidden()
}
