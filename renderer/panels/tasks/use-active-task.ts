import { useCallback, useState } from 'react'
import { useSelectedTask } from './use-selected-task.ts'

/** Where the keyboard is and what is selected: a selection, made here or in a chart, takes the keyboard with it. */
export function useActiveTask() {
  const [selected, selectTask] = useSelectedTask()
  const [active, setActive] = useState(selected)
  const [followed, setFollowed] = useState(selected)
  if (selected !== followed) {
    setFollowed(selected)
    if (selected !== null) setActive(selected)
  }
  const select = useCallback(
    (task: number | null) => {
      if (task !== null) setActive(task)
      selectTask(task)
    },
    [selectTask],
  )
  return { active, selected, setActive, select }
}
