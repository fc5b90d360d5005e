import { OWN_TASK, type PresetInfo } from '../../../workloads/contract/index.ts'
import type { Language } from './tokenize.ts'

/** What there is a listing for. */
export type Listed = PresetInfo['technique']

/** The sources as texts, each a chunk of its own that is fetched when it is first looked at. */
const SOURCES = import.meta.glob<string>(['../../../workloads/techniques/*.{ts,py}', '../../../examples/own-tasks/words.ts'], {
  query: '?raw',
  import: 'default',
})

const fileOf = (technique: Listed, ending: string): string => (technique === OWN_TASK ? 'words' : technique) + ending

export const FILE_NAMES: Readonly<Record<Language, (technique: Listed) => string>> = {
  typescript: (technique) => fileOf(technique, '.ts'),
  python: (technique) => fileOf(technique, '.py'),
}

/** The source of a technique, or an example of your own task; null where there is none in that language. */
export async function loadSource(technique: Listed, language: Language): Promise<string | null> {
  const folder = technique === OWN_TASK ? 'examples/own-tasks' : 'workloads/techniques'
  const load = SOURCES[`../../../${folder}/${FILE_NAMES[language](technique)}`]
  return load === undefined ? null : load()
}
