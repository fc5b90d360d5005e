import type { ParamField } from '../../../workloads/contract/index.ts'
import { highest, lowest } from './form.ts'

/** Positions of a slider's thumb, 0 to this. Fine enough for the widest slider, coarse enough for arrow keys. */
export const STEPS = 200
/** From this ratio of ends on a linear slider would put all useful values into its first pixels. */
const LOG_FROM = 200

/** How a slider's positions stand for values. */
export interface SliderScale {
  readonly max: number
  toValue(position: number): number
  toPosition(value: number): number
}

/** The scale of a field, or null where a slider would not help: no ends, or nothing between them. */
export function sliderScale(field: ParamField): SliderScale | null {
  const min = lowest(field)
  const max = highest(field)
  if (min === undefined || max === undefined || max <= min) return null
  const whole = field.type === 'integer'
  if (whole && max - min <= STEPS) return linear(min, max, 1, max - min)
  return max / Math.max(min, 1) >= LOG_FROM ? logarithmic(min, max, whole) : linear(min, max, whole ? 1 : 0, STEPS)
}

function linear(min: number, max: number, grain: number, steps: number): SliderScale {
  return {
    max: steps,
    toValue: (position) => tidy(min + ((max - min) * position) / steps, grain),
    toPosition: (value) => clamp(((value - min) / (max - min)) * steps, steps),
  }
}

/** Even steps of ratio above `min`; `log1p`, so that 0 has a place. Values are rounded to two digits. */
function logarithmic(min: number, max: number, whole: boolean): SliderScale {
  const span = Math.log1p(max - min)
  return {
    max: STEPS,
    toValue: (position) => {
      if (position <= 0) return min
      if (position >= STEPS) return max
      const raw = min + Math.expm1((span * position) / STEPS)
      const grain = 10 ** Math.max(Math.floor(Math.log10(Math.max(raw, 1e-9))) - 1, whole ? 0 : -3)
      return Math.min(max, Math.max(min, tidy(raw, grain)))
    },
    toPosition: (value) => clamp((Math.log1p(Math.max(0, value - min)) / span) * STEPS, STEPS),
  }
}

function tidy(value: number, grain: number): number {
  return grain === 0 ? Number(value.toPrecision(3)) : Number((Math.round(value / grain) * grain).toPrecision(12))
}

function clamp(position: number, steps: number): number {
  return Math.round(Math.min(steps, Math.max(0, position)))
}
