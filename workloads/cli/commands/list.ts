import type { Preset } from '../../contract/index.ts'
import type { Output } from '../output.ts'
import { wrap } from '../text/table.ts'

const GROUP_TITLES: Record<Preset['group'], string> = {
  yours: 'Yours',
  techniques: 'Techniques',
  pitfalls: 'Pitfalls',
  demos: 'Demos',
}

/** Prints the presets: for people by group, or with `json` as one array. */
export async function list(options: { json?: boolean }, out: Output): Promise<void> {
  const { PRESETS } = await import('../../presets/index.ts')
  out.write(options.json === true ? listJson(PRESETS) : listText(PRESETS, out))
}

export function listJson(presets: readonly Preset[]): string {
  const rows = presets.map(({ id, title, technique, group, summary }) => ({ id, title, technique, group, summary }))
  return `${JSON.stringify(rows, null, 2)}\n`
}

/** One preset a line; on a terminal, lines are broken at its width. */
export function listText(presets: readonly Preset[], out: Pick<Output, 'style' | 'columns' | 'isTerminal'>): string {
  const idWidth = Math.max(...presets.map(({ id }) => id.length)) + 2
  const indent = 2 + idWidth
  const width = out.isTerminal ? Math.max(20, out.columns - indent - 1) : Infinity
  const groups = Object.entries(GROUP_TITLES).flatMap(([group, title]) => {
    const members = presets.filter((preset) => preset.group === group)
    if (members.length === 0) return []
    const lines = members.map(({ id, summary }) => {
      const text = wrap(summary, width).join(`\n${' '.repeat(indent)}`)
      return `  ${out.style('cyan', id)}${' '.repeat(idWidth - id.length)}${text}`
    })
    return [`${out.style('bold', title)}\n${lines.join('\n')}\n`]
  })
  return `${groups.join('\n')}\nRun one with: poolscope run <preset>\n`
}
