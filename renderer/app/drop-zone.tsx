import { useEffect, useEffectEvent, useState } from 'react'
import { useActions, useSession } from '../stores/index.ts'
import styles from './drop-zone.module.css'

const STORYBOARD = /[.](ya?ml|json)$/i

/** Opens a run file or a storyboard, or takes a module of the user's, that is dropped anywhere on the window. */
export function DropZone({ onStoryboard }: { onStoryboard: (file: File) => void }) {
  const [over, setOver] = useState(false)
  const actions = useActions()
  // A browser does not tell where a module lies; a host with a picker's window does.
  const takesModules = useSession((data) => data.capabilities?.pickFolder === true)
  const dropStoryboard = useEffectEvent(onStoryboard)
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (!carriesFile(event)) return
      event.preventDefault() // else the browser would leave the page for the file
      setOver(true)
    }
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!carriesFile(event)) return
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file === undefined) return
      if (STORYBOARD.test(file.name)) dropStoryboard(file)
      else void actions.openFile(file.name, file) // what goes wrong is in `lastError`
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [actions])
  if (!over) return null
  return (
    <div className={styles['zone']}>
      <p>Drop a run file or a storyboard to open it{takesModules ? ', or a module to run it' : ''}</p>
    </div>
  )
}

const carriesFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true
