import { describe, expect, it } from 'vitest'
import { VIEWS } from '#engine/tasks/mandelbrot.js'
import { TASKS, tileOf } from '#engine/tasks/index.js'
import { itemsOf, runTask } from './support.ts'

/** The value of the pixel at one point of the plane. */
async function pixelAt(re: number, im: number, maxIterations = 1000): Promise<number> {
  const picture = { width: 1, height: 1 }
  const view = { re, im, height: 1e-9 }
  const tile = await runTask(TASKS.mandelbrot, { x: 0, y: 0, width: 1, height: 1, picture, view, maxIterations })
  return tile.pixels[0] ?? -1
}

describe('mandelbrot', () => {
  it.each([
    [0, 0],
    [-1, 0],
    [-2, 0],
    [0.25, 0],
    [-0.75, 0],
    [0, 1],
    [-1.3107, 0], // in the disc of period 4
  ])('%f + %fi is inside', async (re, im) => {
    expect(await pixelAt(re, im)).toBe(0)
  })

  it.each([
    [0.26, 0],
    [-2.01, 0],
    [0.3, 0.6],
    [1, 1],
  ])('%f + %fi is outside', async (re, im) => {
    expect(await pixelAt(re, im)).toBeGreaterThan(0)
  })

  it('the sooner a point leaves, the lower its value', async () => {
    const values = await Promise.all([2, 1, 0.5, 0.3, 0.26, 0.252].map((re) => pixelAt(re, 0)))
    expect(values).toEqual([...values].sort((a, b) => a - b))
    expect(new Set(values).size).toBe(values.length)
  })

  it('is symmetric about the real axis', async () => {
    const picture = { width: 40, height: 40 }
    const whole = { x: 0, y: 0, ...picture, picture, view: VIEWS.whole, maxIterations: 200 }
    const { pixels } = await runTask(TASKS.mandelbrot, whole)
    for (let row = 0; row < 20; row++) {
      const mirrored = (39 - row) * 40
      expect(pixels.slice(row * 40, row * 40 + 40)).toEqual(pixels.slice(mirrored, mirrored + 40))
    }
  })

  it('tiles put together are the picture', async () => {
    const picture = { width: 50, height: 30 }
    const view = VIEWS.seahorses
    const whole = { x: 0, y: 0, ...picture, picture, view, maxIterations: 1000 }
    const { pixels } = await runTask(TASKS.mandelbrot, whole)
    const params = { task: 'mandelbrot', view: 'seahorses', pictureWidth: 50, pictureHeight: 30, tileSize: 16 }
    const assembled = new Uint8Array(50 * 30)
    for (const { ref, input } of await itemsOf(params)) {
      const tile = tileOf(await runTask(ref, input))
      if (tile === null) throw new Error('not a tile')
      for (let row = 0; row < tile.height; row++) {
        const line = tile.pixels.subarray(row * tile.width, (row + 1) * tile.width)
        assembled.set(line, (tile.y + row) * 50 + tile.x)
      }
    }
    expect(assembled).toEqual(pixels)
  })
})

describe('tileOf', () => {
  it('knows a tile from any other output', () => {
    const tile = { x: 0, y: 0, width: 2, height: 1, pixels: new Uint8Array(2) }
    expect(tileOf(tile)).toEqual(tile)
    expect(tileOf({ ...tile, pixels: Buffer.alloc(2) })).not.toBeNull()
    const others = [undefined, null, 5, 'x', {}, new Uint8Array(2), { ...tile, width: 3 }, { ...tile, x: '0' }]
    for (const other of others) expect(tileOf(other)).toBeNull()
  })
})
