import { open, rm } from 'node:fs/promises'
import { UsageError, type Show, type Storyboard } from '../../contract/index.ts'
import type { PerformedShow } from '../../film/index.ts'
import { fileProblem } from '../text/file-problem.ts'

/**
 * Writes a web page that plays a demo on the runs that were performed.
 * @param dark whether it is dark for every reader; else it is as the reader's system is
 * @throws UsageError when it cannot be written, with nothing left of it: a part of a page shows nothing
 */
export async function writeDemoPage({ show, runFiles }: PerformedShow, { title, summary }: Storyboard, file: string, dark: boolean): Promise<Show> {
  const { demoPage } = await import('../../runs/formats/index.ts')
  const pieces = await demoPage(runFiles, { title, summary, show, theme: dark ? 'dark' : 'system' })
  const target = await open(file, 'w')
  try {
    for await (const piece of pieces) await target.appendFile(piece)
    await target.close()
  } catch (cause) {
    await target.close().catch(() => undefined)
    await rm(file, { force: true })
    throw new UsageError(`"${file}" cannot be written: ${fileProblem(cause)}. Nothing is left of it.`, { cause })
  }
  return show
}
