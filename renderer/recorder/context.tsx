import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Recorder } from './recorder.ts'
import type { RecorderData } from './recorder-data.ts'

const RecorderContext = createContext<RecorderInWindow | null>(null)

/** The window's recorder, and the dialog about recordings. */
export interface RecorderInWindow {
  readonly recorder: Recorder
  readonly showVideos: () => void
}

export const RecorderProvider = RecorderContext.Provider

/** null until its code is there, and in a page without a host. */
export const useRecorder = (): RecorderInWindow | null => useContext(RecorderContext)

export function useRecorderData<T>(recorder: Recorder, select: (data: RecorderData) => T): T {
  return useStore(recorder.store, select)
}
