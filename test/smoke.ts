import { APP_PARTS, build } from './build.ts'
import { runNode, tool } from './child.ts'
import { realElectronProblem } from './e2e/support/hosts.ts'

/** `npm run smoke:electron`: the desktop specs on the real Electron, or a word on why that cannot be. */
const problem = realElectronProblem()
if (problem !== null) {
  console.error(`The desktop specs cannot run on the real Electron: ${problem}.`)
  process.exitCode = 1
} else if (await build(APP_PARTS, { ifStale: true, say: console.log })) {
  process.env['POOLSCOPE_REAL_ELECTRON'] = '1'
  const args = [tool('@playwright/test/cli.js'), 'test', '--project=desktop', ...process.argv.slice(2)]
  process.exitCode = (await runNode(args, console.log)).code
} else {
  process.exitCode = 1
}
