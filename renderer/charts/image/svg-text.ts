/** Pieces of SVG as text. */
export type Attributes = Readonly<Record<string, string | number>>

/** Two decimals are finer than any screen or printer shows. */
export const short = (value: number): string => String(Math.round(value * 100) / 100)

/** XML 1.0 allows no control characters but tab and line ends, not even escaped. */
export const escapeText = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

export const attributes = (given: Attributes): string =>
  Object.entries(given)
    .map(([name, value]) => `${name}="${escapeText(String(value))}"`)
    .join(' ')

/** A CSS font (`600 15px Inter, sans-serif`) as attributes. */
export function fontAttributes(font: string): Attributes {
  const [, weight, size = '10', family = 'sans-serif'] = /^(?:(\d+) )?([\d.]+)px (.+)$/.exec(font) ?? []
  return { 'font-family': family, 'font-size': size, ...(weight === undefined ? {} : { 'font-weight': weight }) }
}

export const rectPath = (x: number, y: number, width: number, height: number): string =>
  `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`

/** As the canvas has it: corners that do not fit are made smaller. */
export function roundRectPath(x: number, y: number, width: number, height: number, radius: number): string {
  const r = Math.max(0, Math.min(radius, width / 2, height / 2))
  if (r === 0) return rectPath(x, y, width, height)
  const corner = (dx: number, dy: number): string => `a${short(r)} ${short(r)} 0 0 1 ${short(dx)} ${short(dy)}`
  const [across, down] = [short(width - 2 * r), short(height - 2 * r)]
  const [back, up] = [short(2 * r - width), short(2 * r - height)]
  return `M${short(x + r)} ${short(y)}h${across}${corner(r, r)}v${down}${corner(-r, r)}h${back}${corner(-r, -r)}v${up}${corner(r, -r)}z`
}

/** Clockwise from `start` to `end`, in radians; a whole circle is two halves, since an arc has no length between equal ends. */
export function arcPath(x: number, y: number, radius: number, start: number, end: number): string {
  const at = (angle: number): string => `${short(x + radius * Math.cos(angle))} ${short(y + radius * Math.sin(angle))}`
  const to = (angle: number, large: 0 | 1): string => `A${short(radius)} ${short(radius)} 0 ${large} 1 ${at(angle)}`
  if (end - start >= 2 * Math.PI) return `M${at(start)}${to(start + Math.PI, 1)}${to(start + 2 * Math.PI, 1)}z`
  return `M${at(start)}${to(end, end - start > Math.PI ? 1 : 0)}`
}
