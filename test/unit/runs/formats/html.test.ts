import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { demoPageSchema, REPLAY_PAGE_MARKS, UsageError } from '#engine/contract/index.js'
import { demoPage, MAX_PAGE_RUN_BYTES, replayPage, type ReplayPage } from '#engine/runs/formats/html.js'
import { batch, fileOf } from './recorded.ts'
import { embeddedRun } from './embedded.ts'

const RUN = fileOf([batch(0)])
const TEMPLATE = `<title>${REPLAY_PAGE_MARKS.title}</title><script type="application/json" id="poolscope-demo">${REPLAY_PAGE_MARKS.demo}</script><script type="application/octet-stream" id="poolscope-run">${REPLAY_PAGE_MARKS.run}</script>`

async function pageOf(file: Uint8Array, options: ReplayPage): Promise<string> {
  let text = ''
  for await (const piece of await replayPage(file, options)) text += piece
  return text
}

it('holds the run file, byte by byte, whatever its length', async () => {
  for (const bytes of [RUN, randomBytes(1), randomBytes(2), randomBytes(200_000)]) {
    expect(embeddedRun(await pageOf(bytes, { title: 'a', template: TEMPLATE })).equals(bytes)).toBe(true)
  }
})

it('has the title as text, whatever it holds', async () => {
  const title = `</title><script>alert("1")</script> $& $' & 'me'`
  const page = await pageOf(RUN, { title, template: TEMPLATE })
  expect(page).toMatch(
    /^<title>&lt;\/title&gt;&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt; \$&amp; \$&#39; &amp; &#39;me&#39;<\/title><script type="application\/json" id="poolscope-demo"><\/script><script type/,
  )
})

it('is one document: its own script and styles are allowed by their hashes, and nothing else is loaded', async () => {
  const page = await pageOf(RUN, { title: 'Thread pool' })
  expect(page).toContain('<title>Thread pool</title>')
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const between = (from: string, to: string): string => {
    const begin = page.indexOf(from) + from.length
    return page.slice(begin, page.indexOf(to, begin))
  }
  const policy = between('Content-Security-Policy" content="', '"')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain(`script-src ${hash(between('<script type="module">', '</script>'))};`)
  expect(policy).toContain(`style-src ${hash(between('<style>', '</style>'))};`)
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  // Before anything that it is about.
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'))
  const markup = page.replace(between('<script type="module">', '</script>'), () => '')
  expect(markup.match(/<script\b/g)).toHaveLength(3)
  expect(markup).not.toMatch(/<(link|iframe|img|base|object|embed)\b|url\((?!data:)|@import/)
  for (const mark of Object.values(REPLAY_PAGE_MARKS)) expect(page).not.toContain(mark)
})

it('refuses a run that browsers could not open, and a page that is not there or of another version', async () => {
  await expect(replayPage(new Uint8Array(MAX_PAGE_RUN_BYTES + 1), { title: '' })).rejects.toThrow(/101 MiB; a web page can hold at most 100.*poolscope serve/)
  for (const template of ['', TEMPLATE.replace(REPLAY_PAGE_MARKS.run, ''), TEMPLATE + REPLAY_PAGE_MARKS.run]) {
    await expect(replayPage(RUN, { title: '', template })).rejects.toThrow(UsageError)
  }
})

it('holds a demo: its run files one after the other, and what is shown when, whatever it says', async () => {
  const show = { durationMs: 10, cues: [{ atMs: 0, cue: 'caption', text: '</script><script>alert(1)</script>' }] } as const
  let page = ''
  for await (const piece of await demoPage([RUN, RUN.subarray(0, 7)], { title: 'A demo', summary: 'One.', show, theme: 'dark' })) page += piece
  const [, json = ''] = /<script type="application\/json" id="poolscope-demo">([^<]*)<\/script>/.exec(page) ?? []
  expect(demoPageSchema.parse(JSON.parse(json))).toEqual({ title: 'A demo', summary: 'One.', show, theme: 'dark', runBytes: [RUN.length, 7] })
  expect(embeddedRun(page).equals(Buffer.concat([RUN, RUN.subarray(0, 7)]))).toBe(true)
  expect(page).toContain('<title>A demo</title>')
})

it('comes in the package: what is published holds the built page', () => {
  const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] }
  expect(files).toContain('out')
})
