/// <reference types="vite/client" />
import '../../../../renderer/ui/tokens.css'
import './page.css'
import { openBlank } from './blank.ts'
import { measure, type Measured, type Open, type Round } from './measure.ts'
import { openOurs } from './ours.tsx'
import { openRecharts } from './recharts.tsx'
import { openUplot } from './uplot.ts'

const CONTESTANTS = {
  blank: openBlank,
  ours: openOurs,
  uplot: openUplot,
  recharts: openRecharts,
} as const satisfies Record<string, Open>

export type ContestantName = keyof typeof CONTESTANTS

declare global {
  interface Window {
    /** There when the page is ready. */
    measureChart?: (name: ContestantName, round: Round) => Promise<Measured>
  }
}

window.measureChart = (name, round) => measure(CONTESTANTS[name], round)
