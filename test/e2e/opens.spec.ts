import { expect, test } from './support/app.ts'

test('opens and shows the gallery', async ({ page }) => {
  await expect(page).toHaveTitle(/Poolscope/)
  await expect(page.getByText('gallery')).toBeVisible()
})
