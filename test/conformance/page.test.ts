import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CASES, DIFFERENCES } from './cases.ts'
import { render, unknownPrefixes } from './render.ts'

const here = new URL('./', import.meta.url)

describe('docs/conformance.md', () => {
  it('is what the cases and a run in which all pass make of it', () => {
    const page = readFileSync(new URL('../../docs/conformance.md', here), 'utf8')
    expect(page, 'run `npm run docs:conformance`').toBe(render(() => true))
  })

  it('would show a failure', () => {
    const page = render(({ number }, subject) => number !== 13 || subject !== 'event loop')
    expect(page).toContain('| **fails** on event loop |')
  })

  it('has one test for each of the 60 cases', () => {
    const tests = readdirSync(here).filter((name) => name.endsWith('.test.ts'))
    const source = tests.map((name) => readFileSync(new URL(name, here), 'utf8')).join('\n')
    const numbers = [...source.matchAll(/^conform\((\d+),/gm)].map((match) => Number(match[1]))
    expect(numbers.sort((a, b) => a - b)).toEqual(CASES.map(({ number }) => number))
    expect(CASES).toHaveLength(60)
    expect(unknownPrefixes()).toEqual([])
  })

  it('has at most five differences, each of which is named by a case', () => {
    expect(DIFFERENCES.length).toBeLessThanOrEqual(5)
    const named = new Set(CASES.map(({ difference }) => difference).filter((number) => number !== undefined))
    expect([...named].sort((a, b) => a - b)).toEqual(DIFFERENCES.map((_, index) => index + 1))
  })
})
