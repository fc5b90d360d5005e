import Insights from '../insights/insights.tsx'
import { Log } from '../log.tsx'
import Queueing from '../queueing/queueing.tsx'
import { SideTabs } from '../side-tabs.tsx'
import { Summary } from '../summary.tsx'
import TasksTable from '../tasks/tasks-table.tsx'
import { Workers } from '../workers.tsx'

export const REPLAY_TABS = ['Summary', 'Workers', 'Tasks', 'Insights', 'Log', 'Queueing'] as const
export type ReplayTab = (typeof REPLAY_TABS)[number]

/** What is known about the run. */
export function ReplaySide({ tab, onTab }: { tab: ReplayTab; onTab: (tab: ReplayTab) => void }) {
  return (
    <SideTabs
      tab={tab}
      onTab={onTab}
      tabs={[
        { name: 'Summary', content: <Summary /> },
        { name: 'Workers', content: <Workers /> },
        { name: 'Tasks', content: <TasksTable />, whole: true },
        { name: 'Insights', content: <Insights /> },
        { name: 'Log', content: <Log />, whole: true },
        { name: 'Queueing', content: <Queueing /> },
      ]}
    />
  )
}
