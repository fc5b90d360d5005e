import type { Path } from './draft.ts'
import type { StepField } from './step-fields.ts'

export interface ControlProps {
  readonly field: StepField
  /** Where the value stands in the draft. */
  readonly path: Path
  readonly value: unknown
  /** The step itself, for fields that depend on another. */
  readonly step: Readonly<Record<string, unknown>>
  /** What is wrong, by `placeOf`. */
  readonly problems: ReadonlyMap<string, string>
  /** `undefined`: the field is left out. */
  readonly onChange: (path: Path, value: unknown) => void
}
