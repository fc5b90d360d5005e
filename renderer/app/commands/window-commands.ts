import { SIDE_TABS } from '../../panels/side.tsx'
import { THEMES } from '../../stores/index.ts'
import type { Command, CommandTarget } from './command.ts'

/** Tabs of the details, by their numbers. */
export function detailsCommands({ stores: { settings } }: CommandTarget): Command[] {
  const { details } = settings.getState()
  const tabs = SIDE_TABS.map(
    (tab, at): Command => ({
      id: `tab-${tab}`,
      group: 'Details',
      title: tab,
      key: String(at + 1),
      words: 'tab panel show',
      run: () => settings.setState({ tab, details: true }),
    }),
  )
  const toggle: Command = {
    id: 'details',
    group: 'Details',
    title: details ? 'Hide the details' : 'Show the details',
    key: 'b',
    words: 'side bar panel wide charts',
    run: () => settings.setState({ details: !details }),
  }
  return [...tabs, toggle]
}

/** Looks, the gallery, and all of it as it was. */
export function windowCommands({ stores: { settings }, show }: CommandTarget): Command[] {
  const { theme } = settings.getState()
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
  return [
    { id: 'gallery', group: 'Window', title: 'To the gallery', key: 'g', words: 'focus presets list', run: focusGallery },
    { id: 'theme', group: 'Window', title: 'Next theme: system, light, dark', key: 't', words: 'colours', run: () => settings.setState({ theme: next }) },
    ...THEMES.map(
      (one): Command => ({
        id: `theme-${one}`,
        group: 'Window',
        title: `Theme: ${one === 'system' ? 'as the system has it' : one}`,
        words: 'colours mode appearance',
        blocked: one === theme ? 'It is so already.' : null,
        run: () => settings.setState({ theme: one }),
      }),
    ),
    { id: 'reset', group: 'Window', title: 'Reset settings…', words: 'default preferences forget', run: () => show('reset') },
  ]
}

/** Demos, and the run on a stage. */
export function presentCommands({ show, presentRun }: CommandTarget): Command[] {
  return [
    { id: 'demos', group: 'Present', title: 'Present a demo', key: 'p', words: 'storyboard presenter show talk teach', run: () => show('demos') },
    { id: 'present-run', group: 'Present', title: 'Present the run of this window', key: 'P', words: 'presenter stage full screen', run: presentRun },
  ]
}

export function helpCommands({ show, startTour }: CommandTarget): Command[] {
  return [
    { id: 'palette', group: 'Help', title: 'Commands', key: 'Mod+k', words: 'palette find', run: () => show('palette') },
    { id: 'keys', group: 'Help', title: 'Keyboard', key: '?', words: 'shortcuts keys help', run: () => show('keys') },
    { id: 'tour', group: 'Help', title: 'Take the tour', words: 'introduction guide first help', run: startTour },
  ]
}

function focusGallery(): void {
  document.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus()
}
