/** Text as text, whatever it holds: nothing in it is markup, a link or the end of a cell. */
export const cell = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\\`*_[\]|~]/g, (character) => `\\${character}`)

export const heading = (text: string): string => cell(text).replaceAll('#', '\\#')

/** A table; cells are text. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`
  return `${line(head)}|${head.map(() => '---').join('|')}|\n${rows.map(line).join('')}`
}
