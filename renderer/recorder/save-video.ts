import { fetchVideo } from '../bridge/index.ts'
import { saveBlob } from '../stores/save-blob.ts'
import { VIDEO_TYPES, type Video } from '../../workloads/contract/index.ts'

/** The part of the File System Access API that is used: https://wicg.github.io/file-system-access/ */
interface SavePickers {
  showSaveFilePicker(options: {
    suggestedName: string
    types: { description: string; accept: Record<string, string[]> }[]
  }): Promise<{ createWritable(): Promise<WritableStream<Uint8Array>> }>
}

/**
 * Copies a recording to where the user says: by the browser's own dialog where it has one, piece by piece, else as a
 * download, for which browsers and the desktop app have a dialog or a folder.
 * @returns false when the user called it off
 * @throws Error that says what the host answered, or why the file could not be written
 */
export async function saveVideo({ id, format }: Pick<Video, 'id' | 'format'>, download: boolean): Promise<boolean> {
  if (download || !('showSaveFilePicker' in window)) {
    saveBlob(await (await fetchVideo(id)).blob(), id)
    return true
  }
  const types = [{ description: 'Video', accept: { [VIDEO_TYPES[format]]: [`.${format}`] } }]
  const handle = await (window as unknown as SavePickers).showSaveFilePicker({ suggestedName: id, types }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    throw error
  })
  if (handle === null) return false
  const { body } = await fetchVideo(id)
  if (body === null) throw new Error('the host sent nothing')
  await body.pipeTo(await handle.createWritable())
  return true
}
