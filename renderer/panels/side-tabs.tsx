import { Tabs } from 'radix-ui'
import { Suspense, useEffect, useRef, type ReactNode } from 'react'
import styles from './side.module.css'

export interface SideTabInfo<T extends string> {
  readonly name: T
  readonly content: ReactNode
  /** It fills the page, scrolls by itself, and takes the focus itself. */
  readonly whole?: boolean
}

export interface SideTabsProps<T extends string> {
  readonly tabs: readonly SideTabInfo<T>[]
  readonly tab: T
  readonly onTab: (tab: T) => void
}

/** What is known about the run, one tab each. */
export function SideTabs<T extends string>({ tabs, tab, onTab }: SideTabsProps<T>) {
  const change = (value: string): void => {
    const next = tabs.find(({ name }) => name === value)
    if (next !== undefined) onTab(next.name)
  }
  const list = useRef<HTMLDivElement>(null)
  // Not `scrollIntoView`, which would scroll the page of a small window, too.
  useEffect(() => {
    const active = list.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (active == null) return
    list.current?.scrollTo({ left: active.offsetLeft - (list.current.clientWidth - active.offsetWidth) / 2 })
  }, [tab])
  return (
    <aside className={styles['side']} aria-label="Details">
      <Tabs.Root value={tab} onValueChange={change} className={styles['root']}>
        <Tabs.List ref={list} className={styles['tabs']} aria-label="Details">
          {tabs.map(({ name }) => (
            <Tabs.Trigger key={name} value={name} className={styles['tab']}>
              {name}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {tabs.map(({ name, content, whole = false }) => (
          <Tabs.Content
            key={name}
            value={name}
            className={[styles['page'], ...(whole ? [styles['whole']] : [])].join(' ')}
            {...(whole ? { tabIndex: -1 } : {})}
          >
            <Suspense fallback={null}>{content}</Suspense>
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </aside>
  )
}
