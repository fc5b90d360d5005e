import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { ROOT } from '../../child.ts'

export interface Bundle {
  readonly script: string
  readonly style: string
}

/**
 * A program for a page, built as the app's own page is (minified, React for production) and kept in memory.
 * @param entry path from the project's folder
 * @param format `iife` for what is put into another page
 */
export async function bundle(entry: string, format: 'es' | 'iife'): Promise<Bundle> {
  const built = await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'error',
    plugins: [react()],
    build: {
      write: false,
      minify: true,
      cssCodeSplit: false,
      rolldownOptions: { input: entry, output: { format, codeSplitting: false } },
    },
  })
  if (!('output' in built)) throw new Error(`${entry} was not built as one program`)
  const style = built.output.find((file) => file.type === 'asset' && file.fileName.endsWith('.css'))
  return {
    script: built.output[0].code,
    style: style?.type === 'asset' ? String(style.source) : '',
  }
}
