import { useEffect, useState } from 'react'
import { useFrames, useShownRun } from '../../stores/index.ts'
import { NO_TASKS, type TaskQuery, type TaskRows } from './task-rows.ts'
import { watchTasks } from './watch-tasks.ts'

/** What a query finds in the run that is shown, at a calm rate; until it is found, what was shown before. */
export function useTaskRows(query: TaskQuery): TaskRows {
  const run = useShownRun()
  const frames = useFrames()
  const [rows, setRows] = useState(NO_TASKS)
  useEffect(() => watchTasks(run, frames, query, setRows), [run, frames, query])
  return rows
}
