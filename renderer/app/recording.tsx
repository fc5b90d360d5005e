import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react'
import { RecorderProvider } from '../recorder/context.tsx'
import type { Recorder } from '../recorder/recorder.ts'
import { useHostStores } from '../stores/index.ts'

const RecorderView = lazy(async () => ({ default: (await import('../recorder/recorder-view.tsx')).RecorderView }))
const VideosDialog = lazy(async () => ({ default: (await import('../recorder/videos-dialog.tsx')).VideosDialog }))

/** The recorder of the window, and what it shows over whatever is in the window; its code comes when the page stands. */
export function Recording({ children }: { children: ReactNode }) {
  const recorder = useNewRecorder()
  const [videos, setVideos] = useState(false)
  const inWindow = useMemo(() => (recorder === null ? null : { recorder, showVideos: () => setVideos(true) }), [recorder])
  return (
    <RecorderProvider value={inWindow}>
      {children}
      <Suspense>
        {inWindow !== null && <RecorderView {...inWindow} />}
        {videos && recorder !== null && <VideosDialog recorder={recorder} onClose={() => setVideos(false)} />}
      </Suspense>
    </RecorderProvider>
  )
}

/** null until its code is there. */
function useNewRecorder(): Recorder | null {
  const { session } = useHostStores()
  const [recorder, setRecorder] = useState<Recorder | null>(null)
  useEffect(() => {
    let made: Recorder | null = null
    let gone = false
    void import('../recorder/index.ts')
      .then(({ createRecorder }) => {
        if (!gone) setRecorder((made = createRecorder({ session })))
      })
      .catch(() => undefined) // no button then; a reload asks again
    return () => {
      gone = true
      made?.close()
      setRecorder(null)
    }
  }, [session])
  return recorder
}
