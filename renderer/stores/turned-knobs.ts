import type { KnobTurn, RunInfo } from '../../workloads/contract/index.ts'

/** The uses of knobs of a run, of which those until the shown time are shown. */
export class TurnedKnobs {
  /** In their order; a new array when there are more. */
  all: readonly KnobTurn[] = []
  /** Those until the shown time; the same array while they are the same. */
  shown: readonly KnobTurn[] = []

  add(turns: readonly KnobTurn[]): void {
    if (turns.length > 0) this.all = [...this.all, ...turns]
  }

  show(nowMs: number): void {
    const after = this.all.findIndex(({ atMs }) => atMs > nowMs)
    const count = after < 0 ? this.all.length : after
    if (count !== this.shown.length) this.shown = this.all.slice(0, count)
  }

  clear(): void {
    this.all = []
    this.shown = []
  }

  /** The bound of the queue at the shown time: as it was turned last, or as the run began. null: none. */
  capacity(info: RunInfo | null): number | null {
    const last = this.shown.findLast(({ knob }) => knob === 'bound')?.value ?? null
    return last === null ? (info?.capacity ?? null) : last === 0 ? null : last
  }
}
