/** The command line of Electron: `electron [switches] app [app's arguments]`. */
export interface CommandLine {
  /** Port for Node's inspector, null without `--inspect`. */
  readonly inspectPort: number | null
  /** Folder or file of the app. */
  readonly app: string
  readonly appArgs: readonly string[]
  /** Passed on to the browser. */
  readonly browserSwitches: readonly string[]
}

/** Switches may stand before or after the app's path; what follows the path is the app's too. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  let inspectPort: number | null = null
  let app: string | null = null
  const appArgs: string[] = []
  const browserSwitches: string[] = []
  for (const arg of args) {
    const inspect = /^--inspect(?:=(?:.*:)?(\d+))?$/.exec(arg)
    if (inspect) inspectPort = Number(inspect[1] ?? 9229)
    else if (/^--(no-sandbox|remote-debugging-port)(=|$)/.test(arg) || (app === null && arg.startsWith('-'))) {
      browserSwitches.push(arg)
    } else if (app === null) app = arg
    else appArgs.push(arg)
  }
  if (app === null) throw new Error('Say which app to start: electron-standin [switches] <folder or file>')
  return { inspectPort, app, appArgs, browserSwitches }
}
