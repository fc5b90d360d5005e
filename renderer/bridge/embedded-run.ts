import { demoPageSchema, REPLAY_PAGE_DEMO_ID, REPLAY_PAGE_RUN_ID, type DemoPage } from '../../workloads/contract/index.ts'

/** A multiple of four characters, which are three bytes. */
const SLICE_CHARACTERS = 2 ** 20

/**
 * The run file that a page of `poolscope export --format html` carries.
 * @throws Error that says what is wrong with it
 */
export async function readEmbeddedRun(page: Pick<Document, 'getElementById'> = document): Promise<Uint8Array<ArrayBuffer>> {
  const element = page.getElementById(REPLAY_PAGE_RUN_ID)
  const text = element?.textContent ?? ''
  if (text.length === 0) throw new Error('this page carries no run')
  element?.remove() // so that the text can be forgotten
  const zipped = new Blob(decoded(text))
  try {
    return new Uint8Array(await new Response(zipped.stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer())
  } catch (cause) {
    throw new Error('the run in this page is damaged; export it again', { cause })
  }
}

/**
 * What a page of `poolscope demo --format html` holds beside its run files; null in a page that replays one run.
 * @throws Error that says what is wrong with it
 */
export function readEmbeddedDemo(page: Pick<Document, 'getElementById'> = document): DemoPage | null {
  const text = page.getElementById(REPLAY_PAGE_DEMO_ID)?.textContent ?? ''
  if (text.trim() === '') return null
  try {
    return demoPageSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error('the demo in this page is damaged; make it again', { cause })
  }
}

function decoded(text: string): Uint8Array<ArrayBuffer>[] {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let at = 0; at < text.length; at += SLICE_CHARACTERS) {
    const signs = atob(text.slice(at, at + SLICE_CHARACTERS))
    const bytes = new Uint8Array(signs.length)
    // Not `Uint8Array.from` with a function, which takes ten times as long: there are tens of millions.
    for (let i = 0; i < bytes.length; i++) bytes[i] = signs.charCodeAt(i)
    parts.push(bytes)
  }
  return parts
}
