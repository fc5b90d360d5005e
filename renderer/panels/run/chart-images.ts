import type { ChartId, PresetInfo } from '../../../workloads/contract/index.ts'
import { legendOf, type ChartRun, type ImageWords, type LegendEntry, type TaskColor } from '../../charts/index.ts'
import { useSession } from '../../stores/index.ts'
import type { FigureWords } from '../figure/figure-images.ts'
import { parameterFacts } from '../parameters/facts.ts'

const MOST_FACTS = 8

/** What is written around the image of a chart of the run on screen. */
export function useRunWords(chart: ChartId, title: string, color: TaskColor, more: readonly LegendEntry[]): () => FigureWords {
  const run = useSession((data) => data.run)
  const openedName = useSession((data) => data.opened?.name ?? null)
  const presets = useSession((data) => data.presets)
  return () => {
    const name = openedName ?? run.info?.title ?? 'run'
    return { name, ...runWords(run, name, presets), title, legend: [...legendOf(chart, run, color), ...more] }
  }
}

function runWords({ info }: ChartRun, name: string, presets: readonly PresetInfo[]): Pick<ImageWords, 'run' | 'facts'> {
  if (info === null) return { run: name, facts: [] }
  const fields = presets.find(({ id }) => id === info.preset)?.fields ?? []
  const facts = parameterFacts(fields, info.params, MOST_FACTS).map(({ label, said }) => `${label} ${said}`)
  const started = new Date(info.startedAt).toLocaleString()
  return {
    run: [name, ...(name === info.title ? [] : [info.title]), `seed ${info.seed}`, started].join(' · '),
    facts: [`Technique: ${info.technique.replaceAll('-', ' ')}`, ...facts],
  }
}
