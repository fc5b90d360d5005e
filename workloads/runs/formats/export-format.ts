import type { RecordedRun } from '../../analysis/index.ts'
import type { ExportId } from '../../contract/index.ts'

/** A form in which a recorded run can leave the app. */
export interface ExportFormat {
  readonly id: ExportId
  /** For people, after its id: what it is good for. */
  readonly summary: string
  /** Of its files, without a dot. */
  readonly extension: string
  /** The export in pieces, made as they are asked for: that of a large run is never in memory as a whole. */
  readonly write: (run: RecordedRun) => Iterable<string>
}
