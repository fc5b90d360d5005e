import type { Locator, Page } from '@playwright/test'

export const card = (page: Page, chart: string): Locator => page.getByRole('region', { name: chart, exact: true })

export async function choose(page: Page, chart: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `${chart}: save, copy, table` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Size of a PNG, and how many colours it has, as a browser decodes it. */
export function lookAt(page: Page, png: Buffer): Promise<{ width: number; height: number; colors: number; corner: string }> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
    if (context === null) throw new Error('no canvas')
    context.drawImage(image, 0, 0)
    const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)
    const corner = (pixels[0] ?? 0).toString(16)
    return { width: image.width, height: image.height, colors: new Set(pixels).size, corner }
  }, png.toString('base64'))
}
