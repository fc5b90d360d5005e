import { selectedPreset } from '../../stores/index.ts'
import type { Command, CommandTarget } from './command.ts'

/** What is found out before one chooses a pool, and what one takes along. */
export function sweepCommands({ stores: { session, sweeps, comparisons }, show }: CommandTarget): Command[] {
  const { isOpen } = sweeps.store.getState()
  return [
    {
      id: 'sweep',
      group: 'Run',
      title: isOpen ? 'Close the sweep' : 'Sweep: find the number of workers',
      key: 'n',
      words: 'pool size scalability arrival rates load knee watching cost recommend',
      run: () => {
        comparisons.close()
        if (isOpen) sweeps.close()
        else sweeps.open()
      },
    },
    {
      id: 'code',
      group: 'Run',
      title: 'Copy as code…',
      words: 'program piscina node export take',
      blocked: selectedPreset(session.store.getState()) === null ? 'Choose a preset first.' : null,
      run: () => show('code'),
    },
  ]
}
