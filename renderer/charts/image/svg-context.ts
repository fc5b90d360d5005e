import { arcPath, attributes, escapeText, fontAttributes, rectPath, roundRectPath, short, type Attributes } from './svg-text.ts'

/** What painters of charts use of a canvas' context. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'arc' | 'beginPath' | 'clip' | 'createPattern' | 'drawImage' | 'fill' | 'fillRect' | 'fillStyle' | 'fillText' | 'font'
  | 'globalAlpha' | 'imageSmoothingEnabled' | 'lineJoin' | 'lineTo' | 'lineWidth' | 'measureText' | 'moveTo' | 'rect'
  | 'restore' | 'roundRect' | 'save' | 'setLineDash' | 'stroke' | 'strokeStyle' | 'strokeText' | 'textAlign'
  | 'textBaseline' | 'translate'
>

/** What only a browser can tell. */
export interface SvgTools {
  /** As `CanvasRenderingContext2D.measureText` with that font and baseline. */
  readonly measure: (text: string, font: string, baseline: CanvasTextBaseline) => TextMetrics
  /** A part of an image (x, y, width, height; null: all of it) as the `data:` address of a PNG, and its size. */
  readonly png: (image: CanvasImageSource, part: readonly number[] | null) => { href: string; width: number; height: number }
}

type Style = string | CanvasGradient | CanvasPattern

/** A pattern of an image in an SVG document. */
export class SvgPattern implements CanvasPattern {
  readonly id: string
  scale = 1

  constructor(id: string) {
    this.id = id
  }

  setTransform(transform?: DOMMatrix2DInit): void {
    this.scale = transform?.a ?? 1
  }
}

const ANCHORS: Readonly<Partial<Record<CanvasTextAlign, string>>> = { center: 'middle', right: 'end', end: 'end' }

/**
 * A context that writes SVG: rectangles, paths and texts stay vectors, what is painted as pixels becomes an embedded
 * PNG. It has what the painters of charts need and no more: in particular no transformations but shifts.
 */
export class SvgContext implements Pen {
  fillStyle: Style = '#000'
  strokeStyle: Style = '#000'
  globalAlpha = 1
  lineWidth = 1
  lineJoin: CanvasLineJoin = 'miter'
  font = '10px sans-serif'
  textAlign: CanvasTextAlign = 'start'
  textBaseline: CanvasTextBaseline = 'alphabetic'
  imageSmoothingEnabled = true
  #dash: readonly number[] = []
  #path: string[] = []
  #saved: (() => void)[] = []
  /** Groups that are open since the last `save`. */
  #open = 0
  #parts: string[] = []
  #patterns: { readonly pattern: SvgPattern; readonly image: string; readonly size: Attributes }[] = []
  #ids = 0
  readonly #tools: SvgTools

  constructor(tools: SvgTools) {
    this.#tools = tools
  }

  /** The document: call once, when all is painted. Sizes in pixels; `label` is what it says to those who do not see it. */
  toSvg(width: number, height: number, label: string): string {
    const patterns = this.#patterns.map(
      ({ pattern, image, size }) =>
        `<pattern ${attributes({ id: pattern.id, patternUnits: 'userSpaceOnUse', ...size, patternTransform: `scale(${short(pattern.scale)})` })}>${image}</pattern>`,
    )
    const root = attributes({ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'xml:space': 'preserve' })
    const title = `<title>${escapeText(label)}</title>`
    return `<svg ${root}>\n${title}\n<defs>${patterns.join('')}</defs>\n${this.#parts.join('\n')}\n</svg>\n`
  }

  save(): void {
    const { fillStyle, strokeStyle, globalAlpha, lineWidth, lineJoin, font, textAlign, textBaseline, imageSmoothingEnabled } = this
    const before = { fillStyle, strokeStyle, globalAlpha, lineWidth, lineJoin, font, textAlign, textBaseline, imageSmoothingEnabled }
    const [dash, open] = [this.#dash, this.#open]
    this.#open = 0
    this.#saved.push(() => {
      Object.assign(this, before)
      this.#dash = dash
      this.#open = open
    })
  }

  restore(): void {
    const back = this.#saved.pop()
    if (back === undefined) return
    this.#parts.push('</g>'.repeat(this.#open))
    back()
  }

  translate(x: number, y: number): void {
    this.#group({ transform: `translate(${short(x)} ${short(y)})` })
  }

  clip(): void {
    const id = this.#nextId('clip')
    this.#parts.push(`<clipPath id="${id}"><path d="${this.#path.join('')}"/></clipPath>`)
    this.#group({ 'clip-path': `url(#${id})` })
  }

  setLineDash(segments: Iterable<number>): void {
    this.#dash = [...segments]
  }

  beginPath(): void {
    this.#path = []
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${short(x)} ${short(y)}`)
  }

  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`)
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.push(rectPath(x, y, width, height))
  }

  roundRect(x: number, y: number, width: number, height: number, radii?: unknown): void {
    this.#path.push(roundRectPath(x, y, width, height, typeof radii === 'number' ? radii : 0))
  }

  arc(x: number, y: number, radius: number, start: number, end: number): void {
    this.#path.push(arcPath(x, y, radius, start, end))
  }

  fill(): void {
    if (this.#path.length > 0) this.#draw('path', { d: this.#path.join(''), ...this.#paint('fill') })
  }

  stroke(): void {
    if (this.#path.length > 0) this.#draw('path', { d: this.#path.join(''), fill: 'none', ...this.#paint('stroke') })
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    if (width === 0 || height === 0) return
    const [left, top] = [Math.min(x, x + width), Math.min(y, y + height)]
    const at = { x: short(left), y: short(top), width: short(Math.abs(width)), height: short(Math.abs(height)) }
    this.#draw('rect', { ...at, ...this.#paint('fill') })
  }

  fillText(text: string, x: number, y: number): void {
    this.#text(text, x, y, this.#paint('fill'))
  }

  strokeText(text: string, x: number, y: number): void {
    this.#text(text, x, y, { fill: 'none', ...this.#paint('stroke') })
  }

  measureText(text: string): TextMetrics {
    return this.#tools.measure(text, this.font, this.textBaseline)
  }

  createPattern(image: CanvasImageSource): CanvasPattern {
    const pattern = new SvgPattern(this.#nextId('pattern'))
    const { href, width, height } = this.#tools.png(image, null)
    this.#patterns.push({ pattern, image: `<image ${attributes({ href, width, height })}/>`, size: { width, height } })
    return pattern
  }

  /** With the place only, with place and size, or with the part of the image before them. */
  drawImage(image: CanvasImageSource, ...at: number[]): void {
    const part = at.length === 8 ? at.slice(0, 4) : null
    const { href, ...size } = this.#tools.png(image, part)
    const [x = 0, y = 0, width = size.width, height = size.height] = part === null ? at : at.slice(4)
    const place = { x: short(x), y: short(y), width: short(width), height: short(height), preserveAspectRatio: 'none' }
    const look = this.imageSmoothingEnabled ? {} : { style: 'image-rendering:pixelated' }
    this.#draw('image', { ...place, ...look, ...this.#opacity(), href })
  }

  #group(with_: Attributes): void {
    this.#parts.push(`<g ${attributes(with_)}>`)
    this.#open++
  }

  #draw(name: string, given: Attributes): void {
    this.#parts.push(`<${name} ${attributes(given)}/>`)
  }

  /** SVG has no baselines that all programs agree on: the shift to the alphabetic one is measured. */
  #text(text: string, x: number, y: number, paint: Attributes): void {
    const ascent = (baseline: CanvasTextBaseline): number => this.#tools.measure(text, this.font, baseline).fontBoundingBoxAscent
    const down = this.textBaseline === 'alphabetic' ? 0 : ascent('alphabetic') - ascent(this.textBaseline)
    const anchor = ANCHORS[this.textAlign]
    const place = { x: short(x), y: short(y + down), ...(anchor === undefined ? {} : { 'text-anchor': anchor }) }
    this.#parts.push(`<text ${attributes({ ...place, ...fontAttributes(this.font), ...paint })}>${escapeText(text)}</text>`)
  }

  #paint(kind: 'fill' | 'stroke'): Attributes {
    if (kind === 'fill') return { fill: colorOf(this.fillStyle), ...this.#opacity() }
    return {
      stroke: colorOf(this.strokeStyle),
      'stroke-width': short(this.lineWidth),
      ...(this.lineJoin === 'round' ? { 'stroke-linejoin': 'round' } : {}),
      ...(this.#dash.length > 0 ? { 'stroke-dasharray': this.#dash.join(' ') } : {}),
      ...this.#opacity(),
    }
  }

  #opacity(): Attributes {
    return this.globalAlpha === 1 ? {} : { opacity: short(this.globalAlpha) }
  }

  #nextId(kind: string): string {
    this.#ids++
    return `${kind}${this.#ids}`
  }
}

function colorOf(style: Style): string {
  if (typeof style === 'string') return style
  if (style instanceof SvgPattern) return `url(#${style.id})`
  throw new TypeError('an SVG context paints with its own patterns only')
}
