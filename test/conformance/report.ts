import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT, runNode, tool } from '../child.ts'
import { CASES } from './cases.ts'
import { render, type Passed } from './render.ts'

/** `npm run docs:conformance`: runs the conformance tests and writes what came of it to docs/conformance.md. */
const RESULT = path.join(ROOT, '.cache/conformance.json')
const PAGE = path.join(ROOT, 'docs/conformance.md')

interface VitestResult {
  readonly testResults: readonly {
    readonly assertionResults: readonly { ancestorTitles: string[]; title: string; status: string }[]
  }[]
}

const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULT}`]
const { output } = await runNode([tool('vitest/vitest.mjs'), 'run', 'test/conformance', ...reporters])
const passed = readPassed()
writeFileSync(PAGE, render(passed))
const failed = CASES.filter((test) => !test.subjects.every((subject) => passed(test, subject)))
if (failed.length > 0) {
  console.error(output)
  console.error(`Not all cases pass: ${failed.map(({ number, name }) => `${number} ${name}`).join('; ')}.`)
  process.exitCode = 1
} else console.log(`All ${CASES.length} cases pass; docs/conformance.md is written.`)

/** A case that did not run did not pass. */
function readPassed(): Passed {
  const { testResults } = JSON.parse(readFileSync(RESULT, 'utf8')) as VitestResult
  const titles = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed')
    .map(({ ancestorTitles, title }) => [...ancestorTitles, title].join(' > '))
  const all = new Set(titles)
  return ({ name }, subject) => all.has(`${name} > ${subject}`)
}
