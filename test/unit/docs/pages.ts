import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../child.ts'

/** A page of the documentation, and what is said in it that can be checked. */
export interface Page {
  /** From the project's folder, with slashes. */
  readonly file: string
  readonly text: string
  /** Targets of links and images. */
  readonly links: readonly string[]
  /** Code in running text. */
  readonly inlineCode: readonly string[]
  readonly blocks: readonly { readonly language: string; readonly code: string }[]
  /** Rows of tables, as cells; heads and rules left out. */
  readonly rows: readonly (readonly string[])[]
}

const FENCED = /^```(\w*)\n([\s\S]*?)^```$/gm

export function readPage(file: string): Page {
  const text = readFileSync(path.join(ROOT, file), 'utf8').replaceAll('\r\n', '\n')
  const prose = text.replace(FENCED, '')
  return {
    file,
    text,
    links: [
      ...[...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? ''),
      ...[...prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)].map((match) => match[1] ?? ''),
    ],
    inlineCode: [...prose.matchAll(/`([^`]+)`/g)].map((match) => (match[1] ?? '').replaceAll('\n', ' ')),
    blocks: [...text.matchAll(FENCED)].map((match) => ({ language: match[1] ?? '', code: match[2] ?? '' })),
    rows: [...prose.matchAll(/^\|(.+)\|$/gm)]
      .map((match) => (match[1] ?? '').split('|').map((cell) => cell.trim()))
      .filter((cells, index, all) => !isRule(cells) && !isRule(all[index + 1] ?? [])),
  }
}

const isRule = (cells: readonly string[]): boolean => cells.length > 0 && cells.every((cell) => /^-+$/.test(cell))

/** All pages of the project. */
export function allPages(): Page[] {
  const inFolder = (folder: string): string[] =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
  const inRoot = readdirSync(ROOT).filter((name) => name.endsWith('.md'))
  return [...inRoot, ...inFolder('docs'), ...inFolder('test'), ...inFolder('examples')].map(readPage)
}

/** The anchor that a heading gets, as GitHub makes it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
