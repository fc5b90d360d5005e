import { useLayoutEffect, useRef, useState, type RefObject, type UIEvent } from 'react'
import { flushSync } from 'react-dom'
import { textScale } from '../../charts/palette.ts'
import { useSize } from '../../charts/use-size.ts'
import { listHeightPx, offsetAt, revealRow, rowsAt, scrollFor, type RowList } from './row-window.ts'
import { NO_TASKS, placeOf, taskAt, type TaskRows } from './task-rows.ts'

const ROW_PX = 26

/**
 * Which rows are in view. Another order begins at its top; more rows in the same order leave what is in view where it
 * is, unless that is the top. A task that becomes the active or the selected one is scrolled into view.
 */
export function useRowWindow(
  box: RefObject<HTMLDivElement | null>,
  rows: TaskRows,
  active: number | null,
  selected: number | null,
) {
  const size = useSize(box)
  const [scrollPx, setScrollPx] = useState(0)
  const rowPx = Math.round(ROW_PX * textScale())
  // The header is one row high and stays in view.
  const viewPx = Math.max(0, (size?.height ?? 0) - rowPx)
  const list: RowList = { rows: rows.length, rowPx, viewPx }
  const before = useRef({ rows: NO_TASKS, list })
  const revealed = useRef('')

  useLayoutEffect(() => {
    const element = box.current
    const { rows: old, list: oldList } = before.current
    before.current = { rows, list }
    if (element === null || old === rows || old === NO_TASKS) return
    if (old.query !== rows.query) element.scrollTo({ top: 0 })
    else if (element.scrollTop > 0) element.scrollTo({ top: scrollAfter(old, oldList, rows, list, element.scrollTop) })
  })

  useLayoutEffect(() => {
    const element = box.current
    const at = active === null ? null : placeOf(rows, active)
    const wanted = `${active} ${selected}`
    if (element === null || at === null || viewPx === 0 || revealed.current === wanted) return
    revealed.current = wanted
    const toPx = revealRow({ rows: rows.length, rowPx, viewPx }, at, element.scrollTop)
    if (toPx !== null) element.scrollTo({ top: toPx })
  }, [box, rows, active, selected, rowPx, viewPx])

  // At once: a row that comes a frame late is a gap.
  const onScroll = ({ currentTarget: { scrollTop } }: UIEvent): void => flushSync(() => setScrollPx(scrollTop))
  return { list, window: rowsAt(list, scrollPx), heightPx: listHeightPx(list), onScroll }
}

/** Where to scroll to so that the task at the top stays there. */
function scrollAfter(old: TaskRows, oldList: RowList, rows: TaskRows, list: RowList, scrollPx: number): number {
  const offsetPx = offsetAt(oldList, scrollPx)
  const oldAt = Math.floor(offsetPx / list.rowPx)
  const at = placeOf(rows, taskAt(old, oldAt))
  return at === null ? scrollPx : scrollFor(list, offsetPx + (at - oldAt) * list.rowPx)
}
