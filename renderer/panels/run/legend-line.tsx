import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { LegendEntry } from '../../charts/index.ts'
import { Tip } from '../../ui/tip.tsx'
import { Legend } from './legend.tsx'
import styles from './legend.module.css'

/** A legend in one line. What has no room is counted behind it, and named where that is pointed at or has the focus. */
export function LegendLine({ entries }: { entries: readonly LegendEntry[] }) {
  const line = useRef<HTMLDivElement>(null)
  const leftOut = useLeftOut(line, entries)
  const names = (
    <div className={styles['names']}>
      <Legend entries={entries.slice(entries.length - leftOut)} />
    </div>
  )
  return (
    <div ref={line} className={styles['line']}>
      <Legend entries={entries} />
      {leftOut > 0 && (
        <Tip side="top" text={names}>
          <button type="button" className={styles['more']}>
            +{leftOut} more
          </button>
        </Tip>
      )}
    </div>
  )
}

/** How many entries, from the end, have no room. */
function useLeftOut(line: RefObject<HTMLElement | null>, entries: readonly LegendEntry[]): number {
  const [leftOut, setLeftOut] = useState(0)
  useLayoutEffect(() => {
    const box = line.current
    const list = box?.querySelector('ul') ?? null
    if (box === null || list === null) return undefined
    // It is told of the sizes as they are, too: at once.
    const observer = new ResizeObserver(() => setLeftOut(countLeftOut(list, box.clientWidth)))
    observer.observe(box)
    observer.observe(list)
    return () => observer.disconnect()
  }, [line, entries])
  return leftOut
}

/** They stand in the lines below, which are not seen. */
function countLeftOut(list: HTMLElement, widthPx: number): number {
  const items = [...list.querySelectorAll('li')]
  const gapPx = Number.parseFloat(getComputedStyle(list).columnGap)
  const allPx = items.reduce((sum, { offsetWidth }) => sum + offsetWidth + gapPx, -gapPx)
  const topPx = Math.min(...items.map(({ offsetTop }) => offsetTop))
  return allPx <= widthPx ? 0 : items.filter(({ offsetTop }) => offsetTop > topPx).length
}
