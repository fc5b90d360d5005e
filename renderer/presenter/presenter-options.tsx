import { Keyboard, Maximize, X } from 'lucide-react'
import { STAGE_FITS, useSetSettings, useSettings, type StageFit } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { ToolButton } from './tool-button.tsx'

const FIT_OPTIONS: readonly { readonly value: StageFit; readonly label: string }[] = STAGE_FITS.map((value) => ({
  value,
  label: value === 'fit' ? 'Fit the screen' : value.replace('x', ' × '),
}))

/** How large, full screen or not, keys shown or not, and out. */
export function PresenterOptions({ onLeave }: { onLeave: () => void }) {
  const fit = useSettings(({ stageFit }) => stageFit)
  const full = useSettings(({ stageFull }) => stageFull)
  const keys = useSettings(({ stageKeys }) => stageKeys)
  const set = useSetSettings()
  const resize = (stageFit: StageFit): void => {
    set({ stageFit })
    // Keys are meant for the show again.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }
  return (
    <>
      <Select label="Size of the stage" value={fit} options={FIT_OPTIONS} onChange={resize} />
      <ToolButton label="Show the keys that are pressed" shortcut="p" pressed={keys} onClick={() => set({ stageKeys: !keys })}>
        <Keyboard size={16} aria-hidden="true" />
      </ToolButton>
      <ToolButton label="Full screen" shortcut="f" pressed={full} onClick={() => set({ stageFull: !full })}>
        <Maximize size={16} aria-hidden="true" />
      </ToolButton>
      <Button onClick={onLeave} aria-keyshortcuts="Escape">
        <X size={14} aria-hidden="true" /> Leave
      </Button>
    </>
  )
}
