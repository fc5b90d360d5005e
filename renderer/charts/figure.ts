import { createContext, useContext, useEffect } from 'react'
import type { Axis } from './axis.ts'
import type { Token } from './palette.ts'
import type { Paint } from './surface.ts'

/** A horizontal line across the plot, with a word at its end. */
export interface LimitLine {
  readonly y: number
  readonly label: string
  readonly token: Token
}

/** A chart as it stands now, so that it can be painted anew in another size, or as SVG. */
export interface Figure {
  /** Its element, for colours and size. */
  readonly box: HTMLElement
  /** What it says, in words. */
  readonly label: string
  /** Shown instead of marks where there are none. */
  readonly empty: string | null
  /** null: a picture, which has none. */
  readonly axes: FigureAxes | null
  readonly paint: Paint
}

export interface FigureAxes {
  readonly x: Axis
  /** The time that charts share: its labels are painted with the marks. */
  readonly moves: boolean
  readonly y: Axis
  /** Room for the labels of `y`, in pixels at the usual size of text. */
  readonly yWidth: number
  readonly grid: 'horizontal' | 'vertical'
  readonly limit: LimitLine | null
}

/** Where a chart says how it stands to whoever holds it. One chart at a time. */
export class FigureSlot {
  #tell: (() => Figure | null) | null = null

  /** Returns its disposer. */
  offer(tell: () => Figure | null): () => void {
    this.#tell = tell
    return () => {
      if (this.#tell === tell) this.#tell = null
    }
  }

  /** The chart as it stands now; null: none is shown. */
  take(): Figure | null {
    return this.#tell?.() ?? null
  }
}

const SlotContext = createContext<FigureSlot | null>(null)

/** Gives the chart within a slot. */
export const FigureHolder = SlotContext.Provider

/** For a chart: offers itself to the slot around it, if there is one. */
export function useFigure(tell: () => Figure | null): void {
  const slot = useContext(SlotContext)
  useEffect(() => slot?.offer(tell), [slot, tell])
}
