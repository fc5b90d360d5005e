import { useEffect, useState } from 'react'
import type { Video, Videos } from '../../workloads/contract/index.ts'
import type { SessionHost } from '../stores/index.ts'
import { saveVideo } from './save-video.ts'

export interface ListedVideos {
  /** As the host told last; null: not known yet. */
  readonly listed: { readonly videos: Videos; readonly atMs: number } | null
  /** What came of what was done last, for people. */
  readonly said: string
  /** Id by which the last deletion can be undone. */
  readonly deleted: string | null
  readonly save: (video: Video) => void
  readonly remove: (video: Video) => void
  readonly undo: () => void
}

/** The recordings of the host, and what can be done with them; failures are told in `said`. */
export function useVideos(host: SessionHost, download: boolean): ListedVideos {
  const [listed, setListed] = useState<ListedVideos['listed']>(null)
  const [deleted, setDeleted] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    let current = true
    host.request('listVideos', {}).then(
      (videos) => current && setListed({ videos, atMs: Date.now() }),
      (error: unknown) => current && setSaid(textOf(error)),
    )
    return () => {
      current = false
    }
  }, [host])

  const doing = async (what: () => Promise<string | null>): Promise<void> => {
    try {
      const text = await what()
      if (text !== null) setSaid(text)
      setListed({ videos: await host.request('listVideos', {}), atMs: Date.now() })
    } catch (error) {
      setSaid(textOf(error))
    }
  }
  return {
    listed,
    said,
    deleted,
    save: (video) =>
      void doing(async () => {
        const whole = video.state === 'cut off' ? (await host.request('finishVideo', { id: video.id })).video : video
        return (await saveVideo(whole, download)) ? `${whole.id} was saved.` : null
      }),
    remove: ({ id }) =>
      void doing(async () => {
        setDeleted((await host.request('deleteVideo', { id })).id)
        return `${id} was deleted.`
      }),
    undo: () => {
      if (deleted === null) return
      setDeleted(null)
      void doing(async () => `${(await host.request('restoreVideo', { id: deleted })).id} is back.`)
    },
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
