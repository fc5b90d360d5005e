import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { isVideoFormat, UsageError, type VideoFormat } from '../contract/index.ts'
import { codeOf } from '../runs/files/file-errors.ts'
import { isPlainName } from '../runs/files/file-name.ts'

/** Videos of one name, told apart by a number. */
const MAX_NUMBER = 1_000

/** The format of a video by its id, which is the name of its file; null for what is none. */
export function formatOf(id: string): VideoFormat | null {
  const { name, ext } = path.parse(id)
  const format = ext.slice(1)
  return isVideoFormat(format) && isPlainName(id) && name !== '' ? format : null
}

/** What is beside a video while it grows, or was cut off: its bytes. The file of its own name keeps the name free. */
export const partOf = (file: string): string => `${file}.part`

/** The texts beside a video. */
export function textsOf(file: string): { readonly captions: string; readonly chapters: string } {
  const { dir, name } = path.parse(file)
  return { captions: path.join(dir, `${name}.vtt`), chapters: path.join(dir, `${name}.chapters.txt`) }
}

/** Makes an empty file: `name` with the extension, and a number where that is taken. @returns its id */
export async function reserve(folder: string, name: string, format: VideoFormat): Promise<string> {
  for (let number = 1; number <= MAX_NUMBER; number++) {
    const id = `${number === 1 ? name : `${name} ${number}`}.${format}`
    try {
      await (await open(path.join(folder, id), 'wx')).close()
      return id
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
  throw new UsageError(`There are ${MAX_NUMBER} screen recordings named "${name}". Delete some.`)
}

/** Moves a video and its texts to another folder; where its name is taken there it gets a number. @returns its new id */
export async function moveVideo(file: string, folder: string, format: VideoFormat): Promise<string> {
  const id = await reserve(folder, path.parse(file).name, format)
  const target = path.join(folder, id)
  try {
    await renameVideo(file, target)
  } catch (error) {
    await rm(target, { force: true })
    throw error
  }
  const [from, to] = [textsOf(file), textsOf(target)]
  await rename(from.captions, to.captions).catch(unlessThere)
  await rename(from.chapters, to.chapters).catch(unlessThere)
  return id
}

/** A video without its end moves as far as it came. */
async function renameVideo(file: string, target: string): Promise<void> {
  try {
    await rename(partOf(file), target)
    await rm(file, { force: true })
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    await rename(file, target)
  }
}

function unlessThere(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error
}
