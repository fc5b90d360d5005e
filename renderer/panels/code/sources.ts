import type { TechniqueId } from '../../../workloads/contract/index.ts'
import type { Language } from './tokenize.ts'

/** The sources as texts, each a chunk of its own that is fetched when it is first looked at. */
const SOURCES = import.meta.glob<string>('../../../workloads/techniques/*.{ts,py}', { query: '?raw', import: 'default' })

export const FILE_NAMES: Readonly<Record<Language, (technique: TechniqueId) => string>> = {
  typescript: (technique) => `${technique}.ts`,
  python: (technique) => `${technique}.py`,
}

/** The source of a technique; null where it has none in that language. */
export async function loadSource(technique: TechniqueId, language: Language): Promise<string | null> {
  const load = SOURCES[`../../../workloads/techniques/${FILE_NAMES[language](technique)}`]
  return load === undefined ? null : load()
}
