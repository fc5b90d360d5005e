import { programJob } from '../../../workloads/analysis/index.ts'
import type { Params } from '../../../workloads/contract/index.ts'
import { isRunShown, selectedPreset, useRunValue, useSession } from '../../stores/index.ts'
import { PANEL_HZ } from '../rates.ts'
import CodeDialog from './code-dialog.tsx'

const NO_EDITS: Params = {}

/** The run on screen as a program; before a run, what the selected preset would run. */
export default function ShownCode({ onClose }: { onClose: () => void }) {
  const preset = useSession(selectedPreset)
  const edits = useSession((data) => data.edits[data.presetId ?? '']) ?? NO_EDITS
  const shown = useSession(isRunShown)
  const cores = useSession((data) => data.capabilities?.cores ?? 1)
  const info = useRunValue((run) => run.info, PANEL_HZ)
  if (shown && info !== null) return <CodeDialog title={info.title} job={programJob(info, info.machine.cores)} onClose={onClose} />
  if (preset === null) return null
  const params = { ...Object.fromEntries(preset.fields.map((field) => [field.name, field.default])), ...edits }
  return <CodeDialog title={preset.title} job={programJob({ preset: preset.id, technique: preset.technique, params }, cores)} onClose={onClose} />
}
