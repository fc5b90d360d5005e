import { useEffect, useState } from 'react'
import type { Figure, FigureSlot, ImageWords } from '../../charts/index.ts'
import { saveBlob } from '../../stores/save-blob.ts'

/** What became of an image, for people. */
export interface Notice {
  readonly text: string
  readonly look: 'good' | 'bad'
}

const SHOWN_MS = 5000

/** Most people never save one. */
const loadImages = () => import('../../charts/image/save-image.ts')
type Images = Awaited<ReturnType<typeof loadImages>>

/** What is written around an image, and what it is named after. */
export interface FigureWords extends ImageWords {
  readonly name: string
}

/**
 * Saves and copies the chart in a slot; what became of it is in `notice` for a few seconds.
 * @param chart end of the names of files
 */
export function useFigureImages(slot: FigureSlot, chart: string, tellWords: () => FigureWords) {
  const [notice, setNotice] = useState<Notice | null>(null)
  useEffect(() => {
    if (notice === null) return undefined
    const timer = setTimeout(() => setNotice(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice])

  const make = (act: (images: Images, figure: Figure, words: FigureWords) => Promise<string>): void => {
    const figure = slot.take()
    if (figure === null) return
    loadImages()
      .then((images) => act(images, figure, tellWords()))
      .then(
        (text) => setNotice({ text, look: 'good' }),
        (error: unknown) => setNotice({ text: error instanceof Error ? error.message : String(error), look: 'bad' }),
      )
  }
  const save = (blob: Blob, { name }: FigureWords, ending: string): string => {
    const file = `${fileName(name)}-${chart}${ending}`
    saveBlob(blob, file)
    return file
  }
  return {
    notice,
    savePng: () => make(async (images, figure, words) => `Saved as ${save(await images.chartPng(figure, words), words, '.png')}.`),
    saveSvg: () => make((images, figure, words) => Promise.resolve(`Saved as ${save(images.chartSvg(figure, words), words, '.svg')}.`)),
    copySlide: () =>
      make(async (images, figure, words) => {
        const slide = await images.slidePng(figure, words)
        if (await copied(slide)) return 'Copied as an image of 1920 x 1080 pixels: paste it into a slide.'
        return `Copying images is not allowed here, so it was saved as ${save(slide, words, '-slide.png')}.`
      }),
  }
}

/** What runs may be named, systems may not take as the name of a file. */
export const fileName = (name: string): string => name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '-')

/** Is the image on the clipboard now? Browsers may not have it, and may refuse. */
async function copied(image: Blob): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ [image.type]: image })])
    return true
  } catch {
    return false
  }
}
