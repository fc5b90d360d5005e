import { writeFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { ConfirmationNeededError, type Params } from 'poolscope'
import { OWN_TASK } from '#engine/contract/index.js'
import { finish } from '../runs/finish.ts'
import { project, runOwn } from './project.ts'

const at = project({
  'task.ts': 'import { n } from "./lib/n"\nexport default () => n',
  'lib/n.ts': 'export const n = 1',
  'note.txt': 'one',
})

const unasked = async (params: Params): Promise<void> => {
  await setImmediate() // what a refused run has read is let go of
  await finish({ preset: OWN_TASK, params: { tasks: 1, ...params } })
}

it('a module runs with its user’s rights: that is asked once for its content and that of its own imports', async () => {
  const params = { path: at('task.ts'), tasks: 1 }
  await expect(unasked(params)).rejects.toThrow(ConfirmationNeededError)
  await expect(unasked(params)).rejects.toThrow(/task\.ts will run with your rights/)
  await setImmediate()
  await runOwn(params)
  await unasked(params)
  await unasked({ ...params, as: 'processes' })
  writeFileSync(at('note.txt'), 'another file')
  await unasked(params)
  writeFileSync(at('lib/n.ts'), 'export const n = 2')
  await expect(unasked(params)).rejects.toThrow(/task\.ts or a file that it imports has changed/)
  await setImmediate()
  await runOwn(params)
  await unasked(params)
  writeFileSync(at('data/agreed.json'), 'damaged')
  await expect(unasked(params)).rejects.toThrow(ConfirmationNeededError)
})

it('so does a command', async () => {
  await expect(unasked({ command: 'true {in}' })).rejects.toThrow(/The command "true \{in\}" will run with your rights/)
  await setImmediate()
  await runOwn({ command: 'true {in}', tasks: 1 })
  await unasked({ command: 'true {in}' })
  await expect(unasked({ command: 'true {in} more' })).rejects.toThrow(ConfirmationNeededError)
})
