import { Tabs } from 'radix-ui'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { PresetInfo } from '../../workloads/contract/index.ts'
import { Knobs } from './knobs/knobs.tsx'
import { Log } from './log.tsx'
import { Parameters } from './parameters/parameters.tsx'
import styles from './side.module.css'
import { Summary } from './summary.tsx'
import { Workers } from './workers.tsx'

const Code = lazy(() => import('./code/code.tsx'))
const Insights = lazy(() => import('./insights/insights.tsx'))
const TasksTable = lazy(() => import('./tasks/tasks-table.tsx'))

export const SIDE_TABS = ['Parameters', 'Workers', 'Tasks', 'Insights', 'Log', 'Summary', 'Code'] as const
export type SideTab = (typeof SIDE_TABS)[number]

export interface SideProps {
  readonly preset: PresetInfo
  readonly tab: SideTab
  readonly onTab: (tab: SideTab) => void
}

/** What can be set, and what is known, about the run: one tab each. */
export function Side({ preset, tab, onTab }: SideProps) {
  const change = (value: string): void => {
    const next = SIDE_TABS.find((candidate) => candidate === value)
    if (next !== undefined) onTab(next)
  }
  const list = useRef<HTMLDivElement>(null)
  // Not `scrollIntoView`, which would scroll the page of a small window, too.
  useEffect(() => {
    const active = list.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (active == null) return
    list.current?.scrollTo({ left: active.offsetLeft - (list.current.clientWidth - active.offsetWidth) / 2 })
  }, [tab])
  return (
    <aside className={styles['side']} aria-label="Details">
      <Tabs.Root value={tab} onValueChange={change} className={styles['root']}>
        <Tabs.List ref={list} className={styles['tabs']} aria-label="Details">
          {SIDE_TABS.map((name) => (
            <Tabs.Trigger key={name} value={name} className={styles['tab']}>
              {name}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="Parameters" className={styles['page']}>
          <Knobs />
          <Parameters preset={preset} />
        </Tabs.Content>
        <Tabs.Content value="Workers" className={styles['page']}>
          <Workers />
        </Tabs.Content>
        <Tabs.Content value="Tasks" className={[styles['page'], styles['whole']].join(' ')} tabIndex={-1}>
          <Suspense fallback={null}>
            <TasksTable />
          </Suspense>
        </Tabs.Content>
        <Tabs.Content value="Insights" className={styles['page']}>
          <Suspense fallback={null}>
            <Insights />
          </Suspense>
        </Tabs.Content>
        <Tabs.Content value="Log" className={styles['page']} tabIndex={-1}>
          <Log />
        </Tabs.Content>
        <Tabs.Content value="Summary" className={styles['page']}>
          <Summary />
        </Tabs.Content>
        <Tabs.Content value="Code" className={styles['page']} tabIndex={-1}>
          <Suspense fallback={null}>
            <Code technique={preset.technique} />
          </Suspense>
        </Tabs.Content>
      </Tabs.Root>
    </aside>
  )
}
