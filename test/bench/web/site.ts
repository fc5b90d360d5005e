import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Bundle } from './bundle.ts'

export interface Site {
  readonly url: string
  close(): Promise<void>
}

/** Isolated from other origins, a page gets a clock of 5 us instead of 100 us. */
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
}

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Bench</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="page.css" />
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="page.js"></script>
  </body>
</html>
`

/** Serves one page on the loopback interface until it is closed. */
export async function openSite({ script, style }: Bundle): Promise<Site> {
  const files: Readonly<Record<string, readonly [type: string, content: string]>> = {
    '/': ['text/html; charset=utf-8', HTML],
    '/page.js': ['text/javascript; charset=utf-8', script],
    '/page.css': ['text/css; charset=utf-8', style],
  }
  const server = createServer(({ url }, response) => {
    const file = files[url ?? '']
    if (file === undefined) response.writeHead(404, HEADERS).end()
    else response.writeHead(200, { ...HEADERS, 'Content-Type': file[0] }).end(file[1])
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
