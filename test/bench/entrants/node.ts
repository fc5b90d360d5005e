import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import type { Answer } from '../contestants/contestant.ts'
import type { Figures } from '../figures.ts'
import type { Entrant } from '../rounds.ts'
import { contestantFile } from './compile.ts'

/** Who takes this long to leave is ended. */
const CLOSE_MS = 5000

/**
 * Starts a contestant in a Node process of its own, so that nobody's garbage and compiled code are another's.
 * @param module of `contestants/`, without its ending
 */
export async function startNode(name: string, module: string, setting: unknown = null): Promise<Entrant> {
  const { href } = pathToFileURL(contestantFile(module))
  const child = fork(contestantFile('serve'), [href, JSON.stringify(setting)], { execArgv: ['--expose-gc'] })
  const exited = once(child, 'exit')
  try {
    await answerOf(name, child)
  } catch (error) {
    child.kill()
    throw error
  }
  return {
    name,
    round: (small) => {
      const answer = answerOf(name, child)
      child.send(small)
      return answer
    },
    close: async () => {
      const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS)
      if (child.connected) child.disconnect()
      await exited
      clearTimeout(timer)
    },
  }
}

/** The next answer; an error when it says so, or when it ends instead. */
function answerOf(name: string, child: ChildProcess): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      child.off('message', onMessage)
      child.off('exit', onExit)
      end()
    }
    const onMessage = (answer: Answer): void =>
      settle(() => {
        if ('figures' in answer) resolve(answer.figures)
        else reject(new Error(`${name}: ${answer.error}`))
      })
    const onExit = (code: number | null, signal: string | null): void =>
      settle(() => reject(new Error(`${name} ended with ${String(signal ?? code)} before it answered`)))
    child.on('message', onMessage)
    child.on('exit', onExit)
  })
}
