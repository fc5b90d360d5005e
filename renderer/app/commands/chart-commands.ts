import { ORDER_MODES, type OrderMode } from '../../charts/order-mode.ts'
import { TASK_COLORS, type TaskColor } from '../../charts/task-colors.ts'
import { pressTimelineKey } from '../../charts/timeline-gestures.ts'
import type { Command, ReplayTarget } from './command.ts'
import { noneShown } from './run-commands.ts'

const group = 'Charts'
const IS_SO = 'It is so already.'

const COLORS: Readonly<Record<TaskColor, string>> = { worker: 'worker', outcome: 'outcome', kind: 'kind of task' }
const ORDERS: Readonly<Record<OrderMode, string>> = {
  auto: 'ranks or places, by the number of tasks',
  rank: 'rank against rank',
  displacement: 'places won or lost',
}

/** Which part of the time charts show, and how. */
export function chartCommands({ stores }: ReplayTarget): Command[] {
  const { settings } = stores
  const blocked = noneShown(stores)
  // Both sides of a comparison move together.
  const comparison = stores.comparisons?.store.getState().comparison ?? null
  const { run, view } = comparison === null ? { run: stores.session.store.getState().run, view: stores.view } : { run: comparison.a.run, view: comparison.views.a }
  const { orderMode, timelineColor, timelineWaits } = settings.getState()
  const time = (id: string, key: string, title: string): Command => ({
    id,
    group,
    title,
    key,
    words: 'timeline time',
    repeats: true,
    blocked,
    run: () => void pressTimelineKey(key, run, view),
  })
  return [
    time('zoom-in', 'w', 'Zoom in'),
    time('zoom-out', 's', 'Zoom out'),
    time('earlier', 'a', 'Earlier'),
    time('later', 'd', 'Later'),
    time('all-time', '0', 'All of the time'),
    {
      id: 'select-nothing',
      group,
      title: 'Select nothing',
      key: 'Escape',
      words: 'clear selection',
      blocked: view.selection === null ? 'Nothing is selected.' : null,
      run: () => view.select(null),
    },
    ...TASK_COLORS.map(
      (one): Command => ({
        id: `color-${one}`,
        group,
        title: `Timeline: colour by ${COLORS[one]}`,
        words: 'color bars',
        blocked: one === timelineColor ? IS_SO : null,
        run: () => settings.setState({ timelineColor: one }),
      }),
    ),
    {
      id: 'waits',
      group,
      title: timelineWaits ? 'Timeline: hide waits in the queue' : 'Timeline: show waits in the queue',
      words: 'layer',
      run: () => settings.setState({ timelineWaits: !timelineWaits }),
    },
    ...ORDER_MODES.map(
      (one): Command => ({
        id: `order-${one}`,
        group,
        title: `Completion order: ${ORDERS[one]}`,
        words: 'plot inversions displacement',
        blocked: one === orderMode ? IS_SO : null,
        run: () => settings.setState({ orderMode: one }),
      }),
    ),
  ]
}
