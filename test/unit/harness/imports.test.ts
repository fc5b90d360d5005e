import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkImports, report } from '../../imports.ts'
import { project } from './project.ts'

const problemsOf = async (files: Record<string, string>): Promise<readonly string[]> =>
  (await checkImports(project(files))).problems

describe('the import rules', () => {
  it('let pass what goes in the right direction', async () => {
    const files = {
      'workloads/contract/a.ts': 'export const a = 1\n',
      'workloads/runs/b.ts': "import { a } from '../contract/a.ts'\nexport const b = a\n",
      'renderer/stores/c.ts': "import { a } from '../../workloads/contract/a.ts'\nexport const c = a\n",
    }
    expect(await problemsOf(files)).toEqual([])
  })

  it.each([
    ['the contract using the engine', 'workloads/contract/x.ts', 'workloads/runs/b.ts', 'engine-contract'],
    ['an executor using a technique', 'workloads/executors/x.ts', 'workloads/techniques/b.ts', 'engine-executors'],
    ['the page using the engine', 'renderer/stores/x.ts', 'workloads/runs/b.ts', 'page-knows-the-contract-only'],
    ['a chart using a store', 'renderer/charts/x.ts', 'renderer/stores/b.ts', 'page-charts'],
    ['main using the engine past the host', 'electron/main/x.ts', 'workloads/runs/b.ts', 'main-knows-the-host-only'],
    ['the engine using a test', 'workloads/runs/x.ts', 'test/b.ts', 'tests-are-for-tests'],
  ])('find %s', async (_name, from, to, rule) => {
    const relative = path.posix.relative(path.posix.dirname(from), to)
    const target = relative.startsWith('.') ? relative : `./${relative}`
    const problems = await problemsOf({ [from]: `import { b } from '${target}'\nexport const x = b\n`, [to]: 'export const b = 1\n' })
    expect(problems).toContain(`${from} -> ${to} (rule ${rule})`)
  })

  it('find types as well as values', async () => {
    const problems = await problemsOf({
      'workloads/contract/x.ts': "import type { B } from '../runs/b.ts'\nexport type X = B\n",
      'workloads/runs/b.ts': 'export type B = 1\n',
    })
    expect(problems).toEqual(['workloads/contract/x.ts -> workloads/runs/b.ts (rule engine-contract)'])
  })

  it('find circles', async () => {
    const problems = await problemsOf({
      'workloads/runs/a.ts': "import { b } from './b.ts'\nexport const a = (): number => b()\n",
      'workloads/runs/b.ts': "import { a } from './a.ts'\nexport const b = (): number => a()\n",
    })
    expect(problems.join()).toContain('no-circular')
  })

  it('find Node in the pure rooms and in the page', async () => {
    const problems = await problemsOf({
      'workloads/analysis/x.ts': "import os from 'node:os'\nexport const x = os\n",
      'renderer/ui/y.ts': "import os from 'node:os'\nexport const y = os\n",
    })
    expect(problems.join()).toMatch(/page-without-node.*pure-stays-pure|pure-stays-pure.*page-without-node/)
  })

  it('fail when files were not looked at', () => {
    const nothing = { modules: [], summary: { violations: [] } } as unknown as Parameters<typeof report>[1]
    expect(report(['workloads/a.ts'], nothing).problems).toEqual(['workloads/a.ts: the import check did not look at it'])
    expect(report([], nothing).problems).toEqual(['the import check found no source files'])
  })
})
