import type { RecordedRun } from '../../analysis/index.ts'
import type { ExportId } from '../../contract/index.ts'

/** Makes an export; what it is called and good for is in `EXPORTS` of the contract. */
export interface ExportFormat {
  readonly id: ExportId
  /**
   * The export in pieces, made as they are asked for: that of a large run is never in memory as a whole.
   * @param file the run file itself, for formats that hold it
   * @throws UsageError, before there is any piece, when this run or this installation cannot have the format
   */
  readonly write: (run: RecordedRun, file: Uint8Array) => Iterable<string> | Promise<AsyncIterable<string>>
}
