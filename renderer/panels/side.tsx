import { lazy } from 'react'
import type { PresetInfo } from '../../workloads/contract/index.ts'
import { useActions } from '../stores/index.ts'
import { Knobs } from './knobs/knobs.tsx'
import { Log } from './log.tsx'
import { Parameters } from './parameters/parameters.tsx'
import { SideTabs } from './side-tabs.tsx'
import { Workers } from './workers.tsx'

const Code = lazy(() => import('./code/code.tsx'))
const Insights = lazy(() => import('./insights/insights.tsx'))
const Queueing = lazy(() => import('./queueing/queueing.tsx'))
const Summary = lazy(async () => ({ default: (await import('./summary.tsx')).Summary }))
const TasksTable = lazy(() => import('./tasks/tasks-table.tsx'))

export const SIDE_TABS = ['Parameters', 'Workers', 'Tasks', 'Insights', 'Log', 'Summary', 'Code', 'Queueing'] as const
export type SideTab = (typeof SIDE_TABS)[number]

/** The tab of that name; the first when there is none, for another version of the window may have had others. */
export const sideTabOf = (name: string): SideTab => SIDE_TABS.find((tab) => tab === name) ?? SIDE_TABS[0]

export interface SideProps {
  readonly preset: PresetInfo
  readonly tab: SideTab
  readonly onTab: (tab: SideTab) => void
  /** Shows the run as a program. */
  readonly onProgram: () => void
}

/** What can be set, and what is known, about the run. */
export function Side({ preset, tab, onTab, onProgram }: SideProps) {
  const actions = useActions()
  return (
    <SideTabs
      tab={tab}
      onTab={onTab}
      tabs={[
        {
          name: 'Parameters',
          content: (
            <>
              <Knobs />
              <Parameters preset={preset} />
            </>
          ),
        },
        { name: 'Workers', content: <Workers /> },
        { name: 'Tasks', content: <TasksTable />, whole: true },
        { name: 'Insights', content: <Insights /> },
        { name: 'Log', content: <Log />, whole: true },
        { name: 'Summary', content: <Summary onUseSeed={(seed) => actions.setSeed(seed)} /> },
        { name: 'Code', content: <Code technique={preset.technique} onProgram={onProgram} />, whole: true },
        { name: 'Queueing', content: <Queueing /> },
      ]}
    />
  )
}
