import { gunzipSync } from 'node:zlib'

/** The run file inside a page that replays it. */
export function embeddedRun(page: string): Buffer {
  const [, text] = /<script type="application\/octet-stream" id="poolscope-run">([A-Za-z0-9+/]+=*)<\/script>/.exec(page) ?? []
  if (text === undefined) throw new Error('the page carries no run')
  return gunzipSync(Buffer.from(text, 'base64'))
}
