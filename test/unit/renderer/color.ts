/** Colour arithmetic for tests of the design tokens. */

export type LinearRgb = readonly [red: number, green: number, blue: number]
export const VISION_NAMES = ['normal', 'protanopia', 'deuteranopia', 'tritanopia'] as const
export type Vision = (typeof VISION_NAMES)[number]

/** `#rrggbb` as linear light: IEC 61966-2-1. */
export function linearRgb(hex: string): LinearRgb {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Contrast ratio: WCAG 2.2, 1 to 21. */
export function contrast(a: string, b: string): number {
  const luminance = ([red, green, blue]: LinearRgb): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue
  const [one, other] = [luminance(linearRgb(a)) + 0.05, luminance(linearRgb(b)) + 0.05]
  return Math.max(one, other) / Math.min(one, other)
}

/**
 * Machado, Oliveira & Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
 * Transactions on Visualization and Computer Graphics 15 (2009), severity 1; rows of 3 x 3 matrices on linear light.
 */
const VISIONS: Readonly<Record<Vision, readonly (readonly [number, number, number])[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Distance of two colours as someone with that vision sees them: Euclid in OKLab (Ottosson 2020), times 100. */
export function seenDistance(a: string, b: string, vision: Vision): number {
  const [one, other] = [seen(a, vision), seen(b, vision)]
  return 100 * Math.hypot(...one.map((value, at) => value - (other[at] ?? 0)))
}

function seen(hex: string, vision: Vision): number[] {
  const [r, g, b] = linearRgb(hex)
  const simulated = VISIONS[vision].map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b)))
  return oklab(simulated[0] ?? 0, simulated[1] ?? 0, simulated[2] ?? 0)
}

function oklab(r: number, g: number, b: number): number[] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}
