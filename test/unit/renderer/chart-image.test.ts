import { describe, expect, it } from 'vitest'
import type { LegendEntry } from '../../../renderer/charts/legends.ts'
import { paintLegend } from '../../../renderer/charts/image/paint-legend.ts'
import type { Palette } from '../../../renderer/charts/palette.ts'
import { chartSheet, fitted, linesOf, SLIDE } from '../../../renderer/charts/image/sheet.ts'
import { SvgContext, type Pen, type SvgTools } from '../../../renderer/charts/image/svg-context.ts'

const width = (text: string): number => text.length * 10

const METRICS = {
  actualBoundingBoxAscent: 0,
  actualBoundingBoxDescent: 0,
  actualBoundingBoxLeft: 0,
  actualBoundingBoxRight: 0,
  alphabeticBaseline: 0,
  emHeightAscent: 0,
  emHeightDescent: 0,
  fontBoundingBoxDescent: 0,
  hangingBaseline: 0,
  ideographicBaseline: 0,
}

/** Ten pixels a character; the alphabetic baseline lies 8 px below the top. */
const TOOLS: SvgTools = {
  measure: (text, _font, baseline) => ({ ...METRICS, width: width(text), fontBoundingBoxAscent: baseline === 'alphabetic' ? 8 : 0 }),
  png: (_image, part) => ({ href: 'data:image/png;base64,AAAA', width: part?.[2] ?? 6, height: part?.[3] ?? 6 }),
}

const IMAGE = {} as OffscreenCanvas

/** What a drawing becomes between the root's tags. */
function svg(draw: (pen: SvgContext) => void): string {
  const pen = new SvgContext(TOOLS)
  draw(pen)
  return pen.toSvg(100, 50, 'what it <says>')
}

describe('a canvas that writes SVG', () => {
  it('keeps rectangles, paths and texts as such, with colour and opacity', () => {
    const text = svg((pen) => {
      pen.fillStyle = '#ff0000'
      pen.globalAlpha = 0.5
      pen.fillRect(1, 2, 3.14159, 4)
      pen.globalAlpha = 1
      pen.beginPath()
      pen.moveTo(0, 0)
      pen.lineTo(10, 5)
      pen.setLineDash([4, 2])
      pen.strokeStyle = '#00ff00'
      pen.lineWidth = 2
      pen.stroke()
      pen.font = '600 11px "Inter Variable", sans-serif'
      pen.textBaseline = 'top'
      pen.textAlign = 'right'
      pen.fillText('a < b & "c"', 5, 6)
    })
    expect(text).toContain('<rect x="1" y="2" width="3.14" height="4" fill="#ff0000" opacity="0.5"/>')
    expect(text).toContain('<path d="M0 0L10 5" fill="none" stroke="#00ff00" stroke-width="2" stroke-dasharray="4 2"/>')
    expect(text).toContain('x="5" y="14" text-anchor="end"')
    expect(text).toContain('font-family="&quot;Inter Variable&quot;, sans-serif" font-size="11" font-weight="600"')
    expect(text).toContain('>a &lt; b &amp; &quot;c&quot;</text>')
    expect(text).toContain('<title>what it &lt;says&gt;</title>')
  })

  it('strokes the same path again in another colour, as a canvas does', () => {
    const text = svg((pen) => {
      pen.beginPath()
      pen.moveTo(0, 0)
      pen.lineTo(9, 9)
      for (const color of ['#111111', '#222222']) {
        pen.strokeStyle = color
        pen.stroke()
      }
    })
    expect(text.match(/d="M0 0L9 9"/g)).toHaveLength(2)
    expect(text.indexOf('#111111')).toBeLessThan(text.indexOf('#222222'))
  })

  it('closes what save opened: clips and shifts hold until restore, and styles come back', () => {
    const text = svg((pen) => {
      pen.fillStyle = '#aaaaaa'
      pen.save()
      pen.translate(5, 6)
      pen.save()
      pen.beginPath()
      pen.rect(0, 0, 10, 10)
      pen.clip()
      pen.fillStyle = '#bbbbbb'
      pen.fillRect(0, 0, 1, 1)
      pen.restore()
      pen.restore()
      pen.fillRect(7, 7, 1, 1)
    })
    const inside = text.indexOf('#bbbbbb')
    expect(text.indexOf('<g transform="translate(5 6)">')).toBeLessThan(text.indexOf('<g clip-path="url(#clip1)">'))
    expect(text.indexOf('<g clip-path="url(#clip1)">')).toBeLessThan(inside)
    expect(text.lastIndexOf('</g>')).toBeGreaterThan(inside)
    expect(text.lastIndexOf('</g>')).toBeLessThan(text.indexOf('x="7"'))
    expect(text).toContain('<rect x="7" y="7" width="1" height="1" fill="#aaaaaa"/>')
    expect(text.match(/<g /g)).toHaveLength(text.match(/<\/g>/g)?.length ?? 0)
  })

  it('embeds pixels as a PNG, a part of them too, and repeats them as a pattern', () => {
    const text = svg((pen) => {
      pen.imageSmoothingEnabled = false
      pen.drawImage(IMAGE, 1, 2, 30, 40)
      pen.drawImage(IMAGE, 0, 3, 8, 1, 5, 6, 70, 9)
      const pattern = pen.createPattern(IMAGE)
      pattern.setTransform({ a: 0.5 })
      pen.fillStyle = pattern
      pen.fillRect(0, 0, 20, 20)
    })
    expect(text).toContain('<image x="1" y="2" width="30" height="40" preserveAspectRatio="none" style="image-rendering:pixelated"')
    expect(text).toContain('<image x="5" y="6" width="70" height="9"')
    expect(text).toContain('patternUnits="userSpaceOnUse" width="6" height="6" patternTransform="scale(0.5)"')
    expect(text).toContain('fill="url(#pattern1)"')
  })

  it('draws whole circles and round corners that fit', () => {
    const circle = svg((pen) => {
      pen.beginPath()
      pen.arc(10, 10, 3, 0, 2 * Math.PI)
      pen.fill()
    })
    expect(circle).toContain('M13 10A3 3 0 1 1 7 10A3 3 0 1 1 13 10z')
    const bar = svg((pen) => {
      pen.beginPath()
      pen.roundRect(0, 0, 4, 10, 50)
      pen.fill()
    })
    expect(bar).toContain('M2 0h0a2 2 0 0 1 2 2v6a2 2 0 0 1 -2 2h0a2 2 0 0 1 -2 -2v-6a2 2 0 0 1 2 -2z')
  })

  it('leaves out what XML does not allow', () => {
    expect(svg((pen) => pen.fillText('a\u0000b\u001bc\ud800', 0, 0))).toContain('>abc</text>')
  })
})

describe('the sheet of an image', () => {
  it('is at least twice as fine as the page, and a slide has 1920 x 1080 pixels', () => {
    expect(chartSheet({ width: 700.4, height: 300 }, 1).dpr).toBe(2)
    expect(chartSheet({ width: 700.4, height: 300 }, 3).dpr).toBe(3)
    expect(chartSheet({ width: 700.4, height: 300 }, 1).width).toBe(701)
    expect([SLIDE.width * SLIDE.dpr, SLIDE.height * SLIDE.dpr]).toEqual([1920, 1080])
  })

  it('breaks facts between them, and says that some are left out', () => {
    expect(linesOf(['ab', 'cd', 'ef'], 80, 2, width)).toEqual(['ab · cd', 'ef'])
    expect(linesOf(['ab', 'cd', 'ef'], 80, 1, width)).toEqual(['ab · cd…'])
    expect(linesOf(['ab'], 80, 0, width)).toEqual([])
  })

  it('cuts a text where it is too wide', () => {
    expect(fitted('abcdef', 60, width)).toBe('abcdef')
    expect(fitted('abcdef', 40, width)).toBe('abc…')
    expect(fitted('abcdef', 0, width)).toBe('…')
  })
})

describe('the legend of an image', () => {
  const look = { palette: { ink2: '#333333', workers: ['#808080'] } as unknown as Palette, dpr: 2 }

  /** What is written in each line of a legend, and where it ends. */
  function legend(labels: readonly string[], room: number): { lines: string[][]; end: number; right: number } {
    const entries = labels.map((label): LegendEntry => ({ label, mark: 'area', token: 'w0' }))
    let end = 0
    const text = svg((pen) => {
      const context: Pen = pen
      // Swatches are 8 px, with 5 px behind them; 16 px lie between entries, 14 between lines.
      end = paintLegend(context as CanvasRenderingContext2D, entries, look, { left: 100, top: 50, width: room, textPx: 10 })
    })
    const words = [...text.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</g)].map(([, x, y, word = '']) => ({ x: Number(x), y: Number(y), word }))
    const rows = [...new Set(words.map(({ y }) => y))]
    expect(text.match(/<path/g) ?? [], 'a swatch for each name').toHaveLength(words.filter(({ word }) => !word.startsWith('+')).length)
    return {
      lines: rows.map((row) => words.filter(({ y }) => y === row).map(({ word }) => word)),
      end,
      right: Math.max(...words.map(({ x, word }) => x + width(word))) - 100,
    }
  }
  const many = (count: number): string[] => Array.from({ length: count }, (_, at) => `w${at}`)

  it('has all entries where they have room: 33 px each, and 16 between them', () => {
    expect(legend(many(2), 82)).toEqual({ lines: [['w0', 'w1']], end: 64, right: 82 })
    expect(legend(many(4), 82)).toEqual({ lines: [['w0', 'w1'], ['w2', 'w3']], end: 78, right: 82 })
  })

  it('counts what has no room at the end of its last line, which gives up as many entries as that takes', () => {
    const first = ['w0', 'w1', 'w2', 'w3']
    expect(legend(many(9), 217)).toEqual({ lines: [first, ['w4', 'w5', 'w6', '+2 more']], end: 78, right: 217 })
    expect(legend(many(9), 216)).toEqual({ lines: [first, ['w4', 'w5', '+3 more']], end: 78, right: 180 })
    expect(legend(many(20), 217).lines[1]).toEqual(['w4', 'w5', '+14 more']) // two digits are wider
    expect(legend(many(5), 82)).toEqual({ lines: [['w0', 'w1'], ['+3 more']], end: 78, right: 82 })
  })

  it('gives a name that is wider than a line one of its own', () => {
    const long = 'a name of forty characters, or nearly so'
    expect(legend(['w0', long, 'w2'], 200).lines).toEqual([['w0'], ['+2 more']])
    expect(legend([long, 'w1'], 200).lines).toEqual([[long], ['w1']])
  })
})
