import type { MainCode, Pool } from './main-code.ts'
import { nodeMain } from './node-main.ts'
import { piscinaMain } from './piscina-main.ts'
import { poolscopeMain } from './poolscope-main.ts'
import type { TaskCode } from './task-code.ts'

/** What a program may be written for. */
export const LIBRARIES = ['poolscope', 'piscina', 'node'] as const
export type Library = (typeof LIBRARIES)[number]

/** A program, or why there is none, for people. */
export type Program = { readonly text: string } | { readonly reason: string }

const MAINS: Readonly<Record<Library, (pool: Pool) => MainCode | { readonly reason: string }>> = {
  poolscope: poolscopeMain,
  piscina: piscinaMain,
  node: nodeMain,
}

/** A whole program in one file, an ECMAScript module that Node 20.19 runs as it is: workers load the same file. */
export function programOf(library: Library, pool: Pool, code: TaskCode): Program {
  const made = MAINS[library](pool)
  if ('reason' in made) return made
  const imports = [...new Set([...code.imports, ...made.imports].flatMap((lines) => lines.split('\n')))]
  const isOwn = (line: string): boolean => line.includes("from 'node:")
  const sorted = [...imports.filter(isOwn).sort(), ...imports.filter((line) => !isOwn(line))]
  const text = [
    ...code.notes.map((note) => `// ${note}`),
    ...sorted,
    '',
    code.task,
    '',
    `function makeInputs() {\n${code.inputs.map((line) => `  ${line}`).join('\n')}\n}`,
    '',
    REPORT,
    '',
    made.main,
  ]
  return { text: `${text.join('\n').trimStart()}\n` }
}

const REPORT = `function report(results, startMs) {
  console.log(\`\${results.length} tasks done in \${Math.round(performance.now() - startMs)} ms\`)
  console.log('The first result:', results[0])
}`
