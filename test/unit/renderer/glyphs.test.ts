import { createElement, isValidElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { PRESETS } from '#engine/presets/index.js'
import { Glyph } from '../../../renderer/ui/glyphs/glyph.tsx'
import { PRESET_GLYPHS } from '../../../renderer/ui/glyphs/presets.tsx'
import { TECHNIQUE_GLYPHS } from '../../../renderer/ui/glyphs/techniques.tsx'
import { OWN_TASK, TECHNIQUE_IDS } from '../../../workloads/contract/index.ts'

const drawn = (id: string, technique: (typeof TECHNIQUE_IDS)[number]): string =>
  renderToStaticMarkup(createElement(Glyph, { preset: { id, technique } }))

test('each technique has a glyph of its own', () => {
  expect(Object.keys(TECHNIQUE_GLYPHS).sort()).toEqual([...TECHNIQUE_IDS].sort())
  for (const glyph of Object.values(TECHNIQUE_GLYPHS)) expect(isValidElement(glyph)).toBe(true)
  const markup = TECHNIQUE_IDS.map((technique) => drawn(technique, technique))
  expect(new Set(markup).size).toBe(TECHNIQUE_IDS.length)
})

test('no glyph is drawn for a preset that does not exist', () => {
  const ids = [...PRESETS.map(({ id }) => id), OWN_TASK]
  for (const id of Object.keys(PRESET_GLYPHS)) expect(ids).toContain(id)
})

test('glyphs name tokens, never colours', () => {
  for (const { id, technique } of PRESETS) expect(drawn(id, technique)).not.toMatch(/#[0-9a-f]{3,8}\b/i)
})
