import { Session } from 'node:inspector'
import { Socket } from 'node:net'
import { STACK_FD } from '../protocol.ts'
import { stackText, type Script } from './stack-text.ts'

/**
 * In the watchdog of a process: says where the main thread is, when the parent asks. The debugger stops that thread for a
 * moment, also in a loop that gives way to nothing. No port is opened for it. The parent asks once, and then ends the process.
 */
const door = new Socket({ fd: STACK_FD })
door.on('error', () => undefined) // the parent is gone: the watchdog sees to that
door.once('data', () => {
  const session = new Session()
  const scripts = new Map<string, Script>()
  session.connectToMainThread()
  session.on('Debugger.scriptParsed', ({ params: { scriptId, url, sourceMapURL } }) => scripts.set(scriptId, { url, sourceMapURL }))
  session.once('Debugger.paused', ({ params: { callFrames } }) => {
    session.post('Debugger.resume')
    session.disconnect()
    door.end(stackText(callFrames, scripts))
  })
  session.post('Debugger.enable')
  session.post('Debugger.pause')
})
