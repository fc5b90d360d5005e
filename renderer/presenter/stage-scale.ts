import { STAGE_SIZE } from '../stage/stage.tsx'
import type { StageFit } from '../stores/index.ts'

interface Room {
  readonly width: number
  readonly height: number
}

/**
 * How many times as large the stage is shown.
 * @param room in CSS pixels
 * @param dpr pixels of the screen per CSS pixel
 */
export function stageScale(fit: StageFit, room: Room, dpr: number): number {
  if (fit === 'fit') return Math.min(room.width / STAGE_SIZE.width, room.height / STAGE_SIZE.height)
  return Number(fit.split('x')[0]) / STAGE_SIZE.width / dpr
}

/** Does the stage need more room than there is? */
export const isTooLarge = (scale: number, room: Room): boolean =>
  Math.floor(scale * STAGE_SIZE.width) > room.width || Math.floor(scale * STAGE_SIZE.height) > room.height
