import { Check, LayoutGrid } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { CHART_IDS, type StagePanel } from '../../workloads/contract/index.ts'
import { stagePanelTitle } from '../stage/stage-panel.tsx'
import { useSetSettings, useSettings } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { toggledPanels } from './stage-layout.ts'
import styles from './presenter.module.css'
import menu from '../ui/menu.module.css'

/** Which charts are on the stage: one to four. */
export function PanelsMenu() {
  const panels = useSettings(({ stagePanels }) => stagePanels)
  const set = useSetSettings()
  const toggle = (panel: StagePanel): void => set({ stagePanels: toggledPanels(panels, panel) })
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button look="ghost" aria-label="Charts on the stage">
          <LayoutGrid size={16} aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={`${menu['menu']} ${styles['panels']}`} side="bottom" sideOffset={8} collisionPadding={8} onCloseAutoFocus={leaveFocus}>
          {CHART_IDS.map((panel) => (
            <DropdownMenu.CheckboxItem
              key={panel}
              className={`${menu['item']} ${styles['choice']}`}
              checked={panels.includes(panel)}
              onCheckedChange={() => toggle(panel)}
              // Several are chosen, one after the other.
              onSelect={(event) => event.preventDefault()}
            >
              <DropdownMenu.ItemIndicator className={styles['check']}>
                <Check size={13} aria-hidden="true" />
              </DropdownMenu.ItemIndicator>
              {stagePanelTitle(panel)}
            </DropdownMenu.CheckboxItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** Keys are meant for the run again. */
const leaveFocus = (event: Event): void => event.preventDefault()
