import { useEffect, useRef, type KeyboardEvent } from 'react'
import { PRESET_GROUPS, type PresetInfo } from '../../workloads/contract/index.ts'
import { Glyph } from '../ui/glyphs/glyph.tsx'
import { Tip } from '../ui/tip.tsx'
import styles from './gallery.module.css'

export const GROUP_TITLES: Readonly<Record<PresetInfo['group'], string>> = {
  yours: 'Yours',
  techniques: 'The ten techniques',
  pitfalls: 'Pitfalls',
  demos: 'Demos',
}

export interface GalleryProps {
  readonly presets: readonly PresetInfo[]
  readonly selected: string | null
  /** The preset whose run goes on. */
  readonly running: string | null
  readonly narrow: boolean
  readonly onSelect: (id: string) => void
}

/** All presets, as one list: arrow keys go through it and select, so that Space may run what is selected. */
export function Gallery({ presets, selected, running, narrow, onSelect }: GalleryProps) {
  const list = useRef<HTMLDivElement>(null)
  const groups = PRESET_GROUPS.map((group) => ({ group, of: presets.filter((preset) => preset.group === group) }))
  const order = groups.flatMap(({ of }) => of)
  const focusable = order.some(({ id }) => id === selected) ? selected : order[0]?.id
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [selected])

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = order.findIndex(({ id }) => id === selected)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: order.length - 1 }[event.key]
    const next = to === undefined ? undefined : order[to]
    if (next === undefined) return
    event.preventDefault()
    onSelect(next.id)
    list.current?.querySelector<HTMLElement>(`[data-preset="${next.id}"]`)?.focus()
  }

  return (
    <nav className={styles['gallery']} data-narrow={narrow} aria-label="Presets">
      <div ref={list} role="listbox" aria-label="Presets" onKeyDown={onKeyDown}>
        {groups
          .filter(({ of }) => of.length > 0)
          .map(({ group, of }) => (
            <div key={group} role="group" aria-labelledby={`group-${group}`} className={styles['group']}>
              <div
                id={`group-${group}`}
                role="presentation"
                className={narrow ? 'visually-hidden' : styles['title']}
              >
                {GROUP_TITLES[group]}
              </div>
              {of.map((preset) => (
                <Tip key={preset.id} on={narrow} side="right" text={<Hint preset={preset} />}>
                  <div
                    role="option"
                    aria-selected={preset.id === selected}
                    aria-label={preset.title}
                    aria-describedby={narrow ? undefined : `preset-${preset.id}`}
                    tabIndex={preset.id === focusable ? 0 : -1}
                    data-preset={preset.id}
                    className={styles['item']}
                    onClick={() => onSelect(preset.id)}
                  >
                    <span className={styles['glyph']} data-running={preset.id === running}>
                      <Glyph preset={preset} size="1.625rem" />
                    </span>
                    {!narrow && (
                      <span className={styles['words']}>
                        <b>{preset.title}</b>
                        <span id={`preset-${preset.id}`}>{preset.summary}</span>
                      </span>
                    )}
                  </div>
                </Tip>
              ))}
            </div>
          ))}
      </div>
    </nav>
  )
}

function Hint({ preset }: { preset: PresetInfo }) {
  return (
    <>
      <b>{preset.title}</b>
      <br />
      {preset.summary}
    </>
  )
}
