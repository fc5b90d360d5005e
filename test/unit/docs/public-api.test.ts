import { describe, expect, test } from 'vitest'
import { publicApi, type ApiItem } from './public-api.ts'

/** Holds the docstrings of executors and queues to: parameters, units, errors, counterpart in CPython. */

const api = publicApi()
const callables = api.filter(({ kind }) => kind === 'callable')
const byName = new Map(api.map((item) => [item.name, item]))

test('executors and queues are looked at', () => {
  expect(callables.length).toBeGreaterThan(100)
  expect(api.filter(({ kind }) => kind === 'property').length).toBeGreaterThan(40)
  for (const name of ['wait', 'Future.constructor', 'Future.state', 'ProcessQueue.create', 'AsyncTask.cancel']) {
    expect(byName.get(name)).toMatchObject({ kind: 'callable' })
  }
  for (const name of ['SubmitOptions.timeoutMs', 'PoolOptions.maxQueue', 'PutOptions.priority']) {
    expect(byName.get(name)).toMatchObject({ kind: 'property' })
  }
  expect(byName.get('Executor.submit')).toMatchObject({ parameters: ['task', 'input', 'options'] })
  expect(byName.get('Executor.resize')?.numbers).toEqual(['maxWorkers'])
  expect(byName.get('BlockingQueue.put')?.errors).toContain('QueueFullError')
})

test('each has a docstring', () => {
  expect(namesOf(api.filter(({ doc }) => doc === ''))).toEqual([])
})

test('each parameter is named in it', () => {
  const missing = callables.flatMap(({ name, doc, parameters }) =>
    parameters.filter((parameter) => !names(doc, parameter)).map((parameter) => `${name}: ${parameter}`),
  )
  expect(missing).toEqual([])
})

describe('units', () => {
  /** Numbers without a unit in their name: what they count. */
  const COUNTS: Record<string, string> = {
    maxWorkers: 'workers',
    maxConcurrency: 'tasks',
    minWorkers: 'workers',
    maxQueue: 'tasks',
    maxTasksPerWorker: 'tasks',
    bufferSize: 'inputs',
    chunkSize: 'inputs',
    maxSize: 'items',
    prefetch: 'items',
    priority: 'rank',
    kind: 'index',
    id: 'index',
    ownerThreadId: 'id',
    threadId: 'id',
    gets: 'waits',
    puts: 'waits',
    joins: 'waits',
    worker: 'index',
    factor: 'times as long',
  }
  const numbers = api.flatMap((item) => item.numbers.map((number) => ({ number, where: item.name })))

  test('times and sizes have them in their names', () => {
    expect(numbers.length).toBeGreaterThan(25)
    expect(numbers.filter(({ number }) => !/(Ms|Bytes|Mb)$/.test(number) && !(number in COUNTS))).toEqual([])
  })
})

describe('errors', () => {
  /** Those that say nothing of errors, by the reason why they cannot fail. */
  const SAFE = {
    'reads what is at hand': [
      ...['state', 'cancelled', 'running', 'done', 'error'].map((name) => `Future.${name}`),
      ...['kind', 'maxSize', 'size', 'qsize', 'empty', 'full', 'unfinished', 'isShutDown', 'waiters', 'stats'].map(
        (name) => `BlockingQueue.${name}`,
      ),
      ...['ProcessQueue.maxSize', 'TaskGroup.signal', 'TaskGroup.errors', 'Executor.queueDepth', 'Executor.hasRoom'],
      ...['Executor.workerCount', 'Process.index', 'Thread.index', 'Thread.threadId', 'Thread.isAlive', 'FutureOwner.isPrefetched'],
    ],
    'only keeps its arguments': ['Future.constructor', 'Process.constructor', 'Thread.constructor', 'tasksOf'],
    'says by its result that it was too late': ['Future.cancel', 'AsyncTask.cancel', 'FutureOwner.reclaim'],
    'does nothing where there is nothing to do': [
      ...['Future.removeDoneCallback', 'Future.setPending', 'Thread.terminate', 'Thread.crash', 'TaskGroup.cancel', 'TaskGroup.fail'],
    ],
    'takes notes, and sends them': ['itemPut', 'itemDone', 'note', 'wait', 'flush'].map((name) => `Monitor.${name}`),
    'leaves errors to `errors`': ['TaskGroup.drain'],
  }
  /** Errors that its code makes and nobody gets from it. */
  const KEPT: Record<string, readonly string[]> = {
    'it is for those who still wait': ['close: QueueShutDownError', '[Symbol.asyncDispose]: QueueShutDownError'],
    'its state was looked at before': ['cancel: InvalidStateError'],
    'it becomes the outcome of a future': ['createTask: Error'],
    'waiters get it': ['setResult: CancelledError', 'setException: CancelledError'],
    'it is the reason of a signal': ['createTask: CancelledError', 'fail: CancelledError', 'cancel: CancelledError'],
  }
  const safe = Object.values(SAFE).flat()
  const kept = Object.values(KEPT).flat()

  test('are told, by all that can fail', () => {
    expect(namesOf(callables.filter((item) => !tellsErrors(item))).sort()).toEqual(safe.sort())
  })

  test('are told with their classes', () => {
    expect(callables.flatMap(({ errors }) => errors).length).toBeGreaterThan(50)
    const untold = callables.flatMap((item) => {
      const told = `${wholeDoc(item)} ${item.ownerDoc}`
      return item.errors.filter((error) => !told.includes(error)).map((error) => `${lastName(item)}: ${error}`)
    })
    expect([...new Set(untold)].sort()).toEqual(kept.sort())
  })
})

test('each has its counterpart in CPython, or says that there is none', () => {
  const none = 'No counterpart in CPython'
  const without = callables.filter((item) => {
    const doc = lastName(item) === 'constructor' ? item.ownerDoc : item.doc
    if (doc.includes(none) || item.ownerDoc.includes(none)) return false
    return !/CPython( 3[.]\d+)?[^:`.]*(: | has )[^`]*`/.test(doc)
  })
  expect(namesOf(without)).toEqual([])
})

const tellsErrors = (item: ApiItem): boolean => /@throws|\b[Rr]ejects?\b|\b[Tt]hrows?\b/.test(wholeDoc(item))
const namesOf = (items: readonly ApiItem[]): string[] => items.map(({ name }) => name)
const lastName = ({ name }: ApiItem): string => name.replace(/^\w+[.]/, '')

/** As `@param name`, or in code. */
function names(doc: string, parameter: string): boolean {
  const places = [...doc.matchAll(/@param \w+|`[^`]+`/g)].join(' ')
  return new RegExp(`\\b${parameter}\\b`).test(places)
}

/** With those that it refers to: "rejects as `put` throws", "does `close` at the end". */
function wholeDoc({ name, doc }: ApiItem): string {
  const owner = name.split('.')[0] ?? ''
  const others = [...doc.matchAll(/\b(?:[Aa]s|does) `([\w.]+)`/g)].flatMap(
    ([, other = '']) => byName.get(`${owner}.${other}`) ?? byName.get(other) ?? [],
  )
  return [doc, ...others.map(wholeDoc)].join(' ')
}
