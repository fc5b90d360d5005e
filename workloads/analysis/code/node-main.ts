import type { MainCode, Pool } from './main-code.ts'

/** For plain Node, without any package. */
export function nodeMain({ as, workers }: Pool): MainCode {
  switch (as) {
    case 'threads':
      return threads(workers)
    case 'processes':
      return processes(workers)
    case 'event-loop':
      return here('const results = await Promise.all(inputs.map((input) => task(input)))')
    case 'serial':
      return here('const results = []\nfor (const input of inputs) results.push(await task(input))')
  }
}

const here = (run: string): MainCode => ({
  imports: [],
  main: `const inputs = makeInputs()\nconst startMs = performance.now()\n${run}\nreport(results, startMs)`,
})

/** Each worker gets its next task when it has sent the result of the last one. */
const dealing = (workers: number, lines: { open: string; give: string; end: string }): string => `async function main() {
  const inputs = makeInputs()
  const results = new Array(inputs.length)
  const startMs = performance.now()
  let next = 0
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = ${lines.open}
      const give = () => {
        if (next === inputs.length) return ${lines.end}
        const id = next++
        ${lines.give}
      }
      worker.on('message', ({ id, result, error }) => {
        if (error !== undefined) return reject(error)
        results[id] = result
        give()
      })
      worker.on('error', reject)
      worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(\`A worker ended with \${code}.\`))))
      give()
    })
  await Promise.all(Array.from({ length: ${workers} }, work))
  report(results, startMs)
}`

const answering = (send: string): string => `async ({ id, input }) => {
  try {
    ${send}({ id, result: await task(input) })
  } catch (error) {
    ${send}({ id, error })
  }
}`

function threads(workers: number): MainCode {
  const lines = {
    open: 'new Worker(new URL(import.meta.url))',
    give: 'worker.postMessage({ id, input: inputs[id] })',
    end: 'worker.postMessage(null)',
  }
  return {
    imports: ["import { isMainThread, parentPort, Worker } from 'node:worker_threads'"],
    main: `${dealing(workers, lines)}

const answer = ${answering('parentPort.postMessage')}

if (isMainThread) await main()
else parentPort.on('message', (message) => (message === null ? parentPort.close() : answer(message)))`,
  }
}

function processes(workers: number): MainCode {
  const lines = {
    open: "fork(import.meta.filename, ['worker'], { serialization: 'advanced' })",
    give: 'worker.send({ id, input: inputs[id] })',
    end: 'worker.disconnect()',
  }
  return {
    imports: ["import { fork } from 'node:child_process'"],
    main: `${dealing(workers, lines)}

const answer = ${answering('process.send')}

if (process.argv[2] === 'worker') process.on('message', answer)
else await main()`,
  }
}
