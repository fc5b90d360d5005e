import { useEffect, useRef } from 'react'
import type { Recorder, Subject } from './recorder.ts'

/** What is recorded while this is on the screen: the subject as it is when the recording begins. */
export function usePresented(recorder: Recorder | null, subject: Subject): void {
  const latest = useRef(subject)
  useEffect(() => {
    latest.current = subject
  })
  useEffect(
    () =>
      recorder?.present({
        stage: () => latest.current.stage(),
        tellShow: () => latest.current.tellShow(),
        get title() {
          return latest.current.title
        },
      }),
    [recorder],
  )
}
