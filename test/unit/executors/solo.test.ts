import { expect, it } from 'vitest'
import { Process } from '#engine/executors/index.js'
import { leave } from '../../conformance/support/tasks.ts'
import { observed } from '../../conformance/support/workers.ts'

it('a process that is killed before its start does not count as killed when it is lost later', async () => {
  const { observer, workers } = observed()
  const solo = new Process({ target: leave, input: 3, observer, onException: () => undefined })
  solo.kill()
  solo.start()
  await solo.join()
  expect(workers().map(({ state, exitCode }) => [state, exitCode])).toEqual([['lost', 3]])
})
