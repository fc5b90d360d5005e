import { useEffect, useState } from 'react'
import type { ChartId, PresetInfo } from '../../../workloads/contract/index.ts'
import { legendOf, type ChartRun, type Figure, type FigureSlot, type ImageWords, type TaskColor } from '../../charts/index.ts'
import { saveBlob } from '../../stores/save-blob.ts'
import { useSession } from '../../stores/index.ts'
import { parameterFacts } from '../parameters/facts.ts'

/** What became of an image, for people. */
export interface Notice {
  readonly text: string
  readonly look: 'good' | 'bad'
}

const SHOWN_MS = 5000
const MOST_FACTS = 8

/** Most people never save one. */
const loadImages = () => import('../../charts/image/save-image.ts')
type Images = Awaited<ReturnType<typeof loadImages>>

/** Saves and copies the chart in a slot; what became of it is in `notice` for a few seconds. */
export function useChartImages(slot: FigureSlot, chart: ChartId, title: string, color: TaskColor) {
  const run = useSession((data) => data.run)
  const openedName = useSession((data) => data.opened?.name ?? null)
  const presets = useSession((data) => data.presets)
  const [notice, setNotice] = useState<Notice | null>(null)
  useEffect(() => {
    if (notice === null) return undefined
    const timer = setTimeout(() => setNotice(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice])

  const name = openedName ?? run.info?.title ?? 'run'
  const make = (act: (images: Images, figure: Figure, words: ImageWords) => Promise<string>): void => {
    const figure = slot.take()
    if (figure === null) return
    const words = { ...runWords(run, name, presets), title, legend: legendOf(chart, run, color) }
    loadImages()
      .then((images) => act(images, figure, words))
      .then(
        (text) => setNotice({ text, look: 'good' }),
        (error: unknown) => setNotice({ text: error instanceof Error ? error.message : String(error), look: 'bad' }),
      )
  }
  const save = (blob: Blob, ending: string): string => {
    const file = `${fileName(name)}-${chart}${ending}`
    saveBlob(blob, file)
    return file
  }
  return {
    notice,
    savePng: () => make(async (images, figure, words) => `Saved as ${save(await images.chartPng(figure, words), '.png')}.`),
    saveSvg: () => make((images, figure, words) => Promise.resolve(`Saved as ${save(images.chartSvg(figure, words), '.svg')}.`)),
    copySlide: () =>
      make(async (images, figure, words) => {
        const slide = await images.slidePng(figure, words)
        if (await copied(slide)) return 'Copied as an image of 1920 x 1080 pixels: paste it into a slide.'
        return `Copying images is not allowed here, so it was saved as ${save(slide, '-slide.png')}.`
      }),
  }
}

/** What runs may be named, systems may not take as the name of a file. */
const fileName = (name: string): string => name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '-')

/** Is the image on the clipboard now? Browsers may not have it, and may refuse. */
async function copied(image: Blob): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ [image.type]: image })])
    return true
  } catch {
    return false
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
