/** Text for markup: from a run file, so it may be anything. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** Short: a tenth of a pixel is seen by nobody. */
export const px = (value: number): string => String(Math.round(value * 10) / 10)

/** Round values in [0, max] for some three to six ticks: multiples of 1, 2 or 5 times a power of ten. */
export function ticksTo(max: number): number[] {
  if (!(max > 0) || !Number.isFinite(max)) return [0]
  const rough = max / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10)
  const count = Math.floor(max / step + 1e-9)
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)))
}
