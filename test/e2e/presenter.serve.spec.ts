import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/app.ts'

const HEAD = 'version: 1\nid: mine\ntitle: Mine\nsummary: Mine.\nseed: 7\nsteps:\n'
const BAD = `${HEAD}  - step: hold\n    forMs: -5\n`
const GOOD = `${HEAD}  - step: card
    title: Two threads
    text: Six tasks.
  - step: predict
    question: Who is first?
    answers: [The first, The last]
    right: 1
    why: A queue is a queue.
  - step: show
    panels: [queue-depth, timeline]
  - step: run
    preset: thread-pool
    params: { task: sleep, tasks: 6, workers: 2, durationMs: 50 }
    captions:
      - when: { ended: 1 }
        say: All six have ended.
  - step: until
    when: { event: finished }
  - step: hold
    forMs: 60000
  - step: card
    title: The end of it
`

const stage = (page: Page): Locator => page.getByRole('region', { name: 'Stage' })

/** Opens the list of demos and switches off what would only take time. */
async function openDemos(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Present', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Present' })
  await dialog.getByLabel('Count down').uncheck()
  await dialog.getByLabel('Full screen').uncheck()
  return dialog
}

test('a file with a mistake is refused with its line; mended, it is performed by keys, and says what its run says', async ({ page }) => {
  const dialog = await openDemos(page)
  await expect(dialog.getByRole('list', { name: 'Demos' }).getByRole('listitem')).toHaveCount(21)
  const one = dialog.getByRole('list', { name: 'Demos' }).getByRole('listitem').filter({ hasText: 'A blocked event loop' })
  await expect(one).toContainText(/at least \d+ s, \d+ steps/)
  await expectAccessible(page, 'demos')

  const choosing = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Open a file…' }).click()
  await (await choosing).setFiles({ name: 'bad.yaml', mimeType: 'text/yaml', buffer: Buffer.from(BAD) })
  await expect(page.getByRole('region', { name: 'What is wrong' })).toContainText('line 8, column 12')
  await expect(page.getByRole('region', { name: 'What is wrong' })).toContainText('steps › 1 › forMs')
  await expect(page.getByRole('button', { name: 'Present' })).toBeDisabled()
  await expectAccessible(page, 'text of a storyboard')

  await page.getByRole('textbox', { name: 'Storyboard as YAML' }).fill(GOOD)
  await expect(page.getByText('Nothing is wrong')).toBeVisible()
  await page.getByRole('button', { name: 'Present' }).click()
  await expect(stage(page)).toContainText('Two threads')
  await page.keyboard.press('p')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('pressed-keys')).toHaveText('→')
  await expect(stage(page)).toContainText('What do you think?')
  await page.keyboard.press('Space')
  await expect(stage(page)).toContainText('A queue is a queue.')
  await page.keyboard.press('PageDown')

  await expect(stage(page).getByRole('status')).toHaveText('All six have ended.')
  await expect(page.getByRole('toolbar', { name: 'Presenter' })).toBeHidden() // until the pointer moves
  await page.mouse.move(400, 500)
  await page.mouse.move(410, 500)
  await expect(page.getByRole('progressbar', { name: 'Steps shown' })).toHaveAttribute('value', '5')
  await page.keyboard.press('2')
  await expect(stage(page).locator('[data-panel="queue-depth"]')).toHaveAttribute('data-dimmed', 'true')
  await expect(stage(page).locator('[data-panel="timeline"]')).toHaveAttribute('data-dimmed', 'false')
  await stage(page).locator('[data-panel="timeline"] h2').click()
  await expect(stage(page).locator('[data-panel="queue-depth"]')).toHaveAttribute('data-dimmed', 'false')
  await expectAccessible(page, 'presenter')

  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Home')
  await expect(stage(page)).toContainText('Six tasks.')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowRight')
  await expect(stage(page)).toContainText('The end of it')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Nothing is wrong')).toBeVisible()
  await page.getByRole('button', { name: 'Close the storyboard' }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished')
})

test('a demo is copied and changed in the form, with undo and messages at the field', async ({ page }) => {
  const dialog = await openDemos(page)
  await expect(dialog.getByRole('button', { name: 'New demo' })).toBeVisible()
  await expect(dialog.getByRole('list', { name: 'Yours' })).toBeHidden() // there is none yet
  await dialog.getByRole('button', { name: 'Copy and change: A blocked event loop' }).click()
  const steps = page.getByRole('region', { name: 'Steps' }).getByRole('listitem')
  await steps.filter({ hasText: 'Question' }).getByRole('button').click()
  const before = await steps.count()
  await page.getByRole('textbox', { name: 'Question' }).fill('')
  await expect(page.getByText('Write something here.')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '1 field to mend' })).toBeVisible()
  await expectAccessible(page, 'form of a storyboard')
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('status').filter({ hasText: 'Ready' })).toBeVisible()

  await page.getByRole('button', { name: 'Add a step' }).click()
  await page.getByRole('menuitem', { name: 'Hold' }).click()
  await expect(steps).toHaveCount(before + 1)
  await expect(steps.nth(4)).toContainText('2000 ms')
  await page.getByRole('button', { name: 'Move the step up' }).click()
  await expect(steps.nth(3)).toContainText('2000 ms')
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as YAML' }).click()
  expect((await saving).suggestedFilename()).toBe('my-blocked-loop.yaml')

  await page.reload()
  await page.getByRole('button', { name: 'Present', exact: true }).click()
  await page.getByRole('button', { name: 'Go on: A blocked event loop' }).click()
  await expect(steps).toHaveCount(before + 1)
})

test('each demo that was made is kept, to go on with and to delete, with undo', async ({ page }) => {
  await openDemos(page)
  const make = async (title: string): Promise<void> => {
    await page.getByRole('button', { name: 'New demo' }).click()
    await page.getByRole('button', { name: 'About this demo' }).click()
    await page.getByRole('textbox', { name: 'Title' }).fill(title)
    await page.getByRole('button', { name: 'Close the storyboard' }).click()
    await page.getByRole('button', { name: 'Present', exact: true }).click()
  }
  await make('The first')
  await make('')
  await page.reload()
  await page.getByRole('button', { name: 'Present', exact: true }).click()
  const yours = page.getByRole('list', { name: 'Yours' }).getByRole('listitem')
  await expect(yours).toHaveText([/^Untitled5 steps, changed just now/, /^The first5 steps, changed just now/])
  await expectAccessible(page, 'demos that were made')

  await page.getByRole('button', { name: 'Delete: The first' }).click()
  await expect(yours).toHaveText([/^Untitled/])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(yours).toHaveText([/^Untitled/, /^The first/])
  await page.getByRole('button', { name: 'Delete: Untitled' }).click()
  await page.getByRole('button', { name: 'Go on: The first' }).click()
  await page.getByRole('button', { name: 'About this demo' }).click()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('The first')
  await page.getByRole('textbox', { name: 'Title' }).fill('Still the first')

  // What is typed and is no demo yet is not lost by closing the form.
  await page.getByRole('radio', { name: 'Text' }).click()
  await page.getByRole('textbox', { name: 'Storyboard as YAML' }).fill('title: half a')
  await page.getByRole('button', { name: 'Close the storyboard' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the text' }).click()
  expect(readFileSync(await (await saving).path(), 'utf8')).toBe('title: half a')
  await page.getByRole('button', { name: 'Close the storyboard' }).click()
  await page.getByRole('button', { name: 'Present', exact: true }).click()
  await expect(yours).toHaveText([/^Still the first/])
})

test('the run of the window is on the stage, with its keys', async ({ page }) => {
  await openDemos(page)
  await page.getByRole('button', { name: 'A run of this preset' }).click()
  await expect(stage(page)).toContainText('Press Space')
  await page.keyboard.press('Space')
  await expect(page.getByText(/^finished, /)).toBeAttached({ timeout: 60_000 }) // the bar is at rest by then
  await page.keyboard.press('n')
  await expect(stage(page).locator('[data-panel]')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished')
})
