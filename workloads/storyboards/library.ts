import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean, UsageError, type Storyboard } from '../contract/index.ts'
import { parseStoryboard } from '../analysis/storyboard/parse.ts'

/** The demos that come with the app. */
const FOLDER = fileURLToPath(new URL('../../storyboards', import.meta.url))
const EXTENSION = /\.(ya?ml|json)$/

/** All storyboards that come with the app, by their ids. */
export async function listStoryboards(): Promise<Storyboard[]> {
  const names = (await readdir(FOLDER)).filter((name) => EXTENSION.test(name)).sort()
  return Promise.all(names.map((name) => readStoryboard(path.join(FOLDER, name))))
}

/**
 * A storyboard by the id of one that comes with the app, or by the path of a file.
 * @throws UsageError when there is none, or the file is wrong
 */
export async function findStoryboard(idOrFile: string): Promise<Storyboard> {
  if (EXTENSION.test(idOrFile)) return readStoryboard(idOrFile)
  const all = await listStoryboards()
  const found = all.find(({ id }) => id === idOrFile)
  if (found !== undefined) return found
  const ids = all.map(({ id }) => id)
  throw new UsageError(`There is no storyboard "${idOrFile}". ${didYouMean(idOrFile, ids)} A file of your own ends in .yaml, .yml or .json.`)
}

async function readStoryboard(file: string): Promise<Storyboard> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`The storyboard "${file}" cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause })
  })
  return parseStoryboard(text, path.basename(file))
}
