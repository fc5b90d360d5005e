import { createHash } from 'node:crypto'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

/**
 * Builds the page of `poolscope export --format html` (workloads/runs/formats/html.ts) as one file that needs no other:
 * pages from files may load no modules, and shall load nothing.
 */
export default defineConfig({
  root: 'renderer',
  base: './',
  logLevel: 'warn',
  plugins: [react(), oneFile()],
  build: {
    outDir: '../out/replay',
    emptyOutDir: true,
    assetsInlineLimit: () => true,
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: Infinity,
    rolldownOptions: { input: { replay: 'renderer/replay.html' }, output: { codeSplitting: false } },
  },
})

/** Puts script and styles into the document, and allows these very ones and nothing else. */
function oneFile(): Plugin {
  return {
    name: 'poolscope-one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle)
      const page = files.find((file): file is Rolldown.OutputAsset => file.type === 'asset' && file.fileName.endsWith('.html'))
      const script = files.find((file) => file.type === 'chunk')
      const sheet = files.find((file): file is Rolldown.OutputAsset => file.type === 'asset' && file.fileName.endsWith('.css'))
      if (page === undefined || script === undefined || sheet === undefined || files.length !== 3) {
        this.error(`one page, one script and one sheet were to be built, not ${files.map(({ fileName }) => fileName).join(', ')}`)
      }
      // Vite would put the files to load first in its place, later than this: here there are none.
      const code = inScript(script.code.replaceAll('__VITE_PRELOAD__', 'void 0'))
      const css = String(sheet.source)
      if (/<\/style/i.test(css)) this.error('the styles would end their own element')
      page.source = replaceOnce(
        replaceOnce(
          replaceOnce(String(page.source), /<script type="module"[^>]*><\/script>\s*/, ''),
          /<link rel="stylesheet"[^>]*>/,
          `<style>${css}</style>`,
        ),
        /<title>/,
        `<meta http-equiv="Content-Security-Policy" content="${policy(code, css)}" />\n    <title>`,
      ).replace('</body>', () => `<script type="module">${code}</script>\n  </body>`)
      for (const { fileName } of [script, sheet]) Reflect.deleteProperty(bundle, fileName)
    },
  }
}

/** What would end the script, or begin a comment in it, stands in strings only: there the backslash means nothing. */
const inScript = (code: string): string => code.replace(/<(?=\/script|!--)/gi, '\\x3C')

function replaceOnce(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new Error(`nothing in the page is like ${String(pattern)}`)
  return text.replace(pattern, () => by)
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const policy = (code: string, css: string): string =>
  [
    "default-src 'none'",
    `script-src ${hash(code)}`,
    `style-src ${hash(css)}`,
    'img-src data: blob:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
