import type { HostStores } from '../stores/index.ts'
import { selectedPreset } from '../stores/index.ts'
import { capture } from './capture.ts'
import { startEncoder } from './encode-thread.ts'
import { Recorder } from './recorder.ts'

/** The recorder of a window. */
export function createRecorder({ session }: Pick<HostStores, 'session'>): Recorder {
  return new Recorder({
    request: (name, input) => session.host.request(name, input),
    capture,
    startEncoder,
    own: () => session.store.getState().capabilities?.recordsItself ?? false,
    title: () => selectedPreset(session.store.getState())?.title ?? 'Poolscope',
  })
}
