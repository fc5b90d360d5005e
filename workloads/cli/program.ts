import { Command, CommanderError } from 'commander'
import { EXPORT_IDS, PoolscopeError, UsageError } from '../contract/index.ts'
import { code, type CodeOptions } from './commands/code.ts'
import { compare } from './commands/compare.ts'
import { demo, type DemoOptions } from './commands/demo.ts'
import { exportRun, type ExportOptions } from './commands/export.ts'
import { list } from './commands/list.ts'
import { run, type RunOptions } from './commands/run.ts'
import { serve } from './commands/serve.ts'
import { sweep, type SweepCommandOptions } from './commands/sweep.ts'
import type { Terminal } from './output.ts'
import { MODEL_NAMES } from './own-request.ts'
import { packageVersion } from './package-info.ts'

const WRONG_USE = 2
const FAILED = 1

const RUN_HELP = `
Examples:
  poolscope run thread-pool --set workers=4 --set tasks=200 --seed 7
  poolscope run ./my-task.ts --as processes --workers 4 --inputs data.jsonl
  poolscope run live-knobs --turn 2s:resize=4 --turn 4s:slow=1:10 --turn 6s:kill=2

Knobs of --turn, as far as the preset has them; <w> is the number or the name of a worker:
  resize=<workers>  slow=<w>:<factor>  kill=<w>  bound=<most waiting, 0: none>  rate=<per second>  block=<ms>`

/**
 * The command line.
 * @returns the exit code: 0 ok, 1 the run failed or was stopped before its end, 2 wrong use
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0
  const program = createProgram(terminal, (result) => (code = result))
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return explain(error, terminal)
  }
}

function createProgram(terminal: Terminal, done: (code: number) => void): Command {
  const program = new Command('poolscope')
    .description('Runs workloads on thread pools, process pools and event loops, and shows what they do.')
    .version(packageVersion(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('See: poolscope --help')
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
      outputError: (text, write) => write(text.replace(/^error/, terminal.err.style('red', 'error'))),
      getOutHelpWidth: () => terminal.out.columns,
      getErrHelpWidth: () => terminal.err.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })

  program
    .command('list')
    .description('list the presets')
    .option('--json', 'print one JSON array: {id, title, technique, group, summary}')
    .action(async (options: { json?: boolean }) => list(options, terminal.out))

  program
    .command('run')
    .description('run a preset, or a task of your own, and print its summary')
    .argument('[preset]', 'id of a preset, see: poolscope list; or a JavaScript or TypeScript module')
    .option('--set <name=value>', 'set a parameter; may be given several times', append)
    .option('--seed <n>', 'the same seed gives the same tasks')
    .option('--turn <time:knob=value>', 'turn a live knob at a time of the run; may be given several times', append)
    .option('--json', 'print one JSON object and nothing else')
    .option('--out <file>', 'write a run file, from which the run can be replayed')
    .option('--force', 'overwrite that file')
    .option('-y, --yes', 'agree to what would be asked first')
    .option('--watching-cost', 'repeat it with telemetry on and off, and print the difference')
    .option('--repeat <n>', 'with --watching-cost: pairs of runs (default: 5)')
    .optionsGroup('For a task of your own:')
    .option('--watch', 'run it again whenever its files have changed; --yes agrees to what they become, --out keeps each run')
    .option('--as <model>', `how: ${MODEL_NAMES} (default: threads)`)
    .option('--workers <n>', 'workers, or tasks at a time on an event loop (default: 4)')
    .option('--inputs <file>', 'inputs: a JSON, JSON lines, CSV or text file')
    .option('--tasks <n>', 'at most this many tasks')
    .option('--export <name>', 'the function to run (default: task, else the default export)')
    .option('--command <line>', 'run a program in place of a module: "convert {in} {out}"')
    .option('--task-timeout <time>', 'stop a task that runs longer, 0 for never (default: 1m)')
    .option('--memory <size>', 'memory limit of the heap of each worker, as in 256MB')
    .addHelpText('after', RUN_HELP)
    .action(async (preset: string | undefined, options: RunOptions) => done(await run(preset, options, terminal)))

  program
    .command('export')
    .description('write a run file in another format')
    .argument('<file>', 'the run file')
    .requiredOption('--format <format>', EXPORT_IDS.join(', '))
    .option('--out <file>', 'write to this file (default: standard output)')
    .option('--force', 'overwrite the file if it is there')
    .addHelpText('after', '\nExample:\n  poolscope export run.pscope --format chrome-trace --out trace.json')
    .action(async (file: string, options: ExportOptions) => exportRun(file, options, terminal))

  program
    .command('compare')
    .description('compare two runs')
    .argument('<a>', 'run file, or files of repeats separated by commas')
    .argument('<b>', 'the same for the other run')
    .option('--json', 'print one JSON object and nothing else')
    .addHelpText('after', '\nExample:\n  poolscope compare a1.pscope,a2.pscope,a3.pscope b1.pscope,b2.pscope,b3.pscope')
    .action(async (a: string, b: string, options: { json?: boolean }) => compare(a, b, options, terminal))

  program
    .command('demo')
    .description('perform a storyboard and film it; without one, list those that come with the app')
    .argument('[storyboard]', 'id, or a file of your own')
    .option('--out <file>', 'the video (default: <id>.webm), or the folder of a png-sequence')
    .option('--format <format>', 'webm, mp4, gif, png-sequence, or html: a page that plays it (default: as the file ends)')
    .option('--size <size>', 'width x height, 16:9 (default: 1280x720; gif: 640x360)')
    .option('--fps <n>', 'pictures a second, 10 to 60 (default: 30; gif: 15)')
    .option('--dark', 'dark colours')
    .option('--force', 'overwrite the file if it is there')
    .addHelpText('after', '\nExample:\n  poolscope demo thread-pool --out demo.webm --size 1920x1080')
    .action(async (storyboard: string | undefined, options: DemoOptions) => done(await demo(storyboard, options, terminal)))

  program
    .command('sweep')
    .description('find the right number of workers, or the load that they can take')
    .argument('<preset>', 'id of a preset, see: poolscope list; or a JavaScript or TypeScript module')
    .option('--as <models>', 'threads, processes, event-loop, serial, or several of them (default: as the preset)')
    .option('--workers <sizes>', 'numbers of workers: 1..8 or 1,2,4 (default: up to twice the cores)')
    .option('--repeat <n>', 'measured runs of each (default: 5)')
    .option('--warm-up <n>', 'runs of each before those, which do not count (default: 1)')
    .option('--rates <rates>', 'sweep arrival rates instead, in tasks a second: 10..200, 10..200:20 or 10,20,40')
    .option('--arrival <how>', 'with --rates: poisson or steady (default: poisson)')
    .option('--seconds <n>', 'with --rates: how long each run is measured (default: 3)')
    .option('--set <name=value>', 'set a parameter of the preset; may be given several times', append)
    .option('--seed <n>', 'the same seed gives the same tasks and the same order of runs')
    .option('--json', 'print one JSON object and nothing else')
    .option('--out <file>', 'also write that JSON object to a file')
    .option('--force', 'overwrite that file')
    .option('-y, --yes', 'agree to what would be asked first')
    .optionsGroup('For a task of your own:')
    .option('--inputs <file>', 'inputs: a JSON, JSON lines, CSV or text file')
    .option('--tasks <n>', 'at most this many tasks')
    .option('--export <name>', 'the function to run (default: task, else the default export)')
    .option('--task-timeout <time>', 'stop a task that runs longer, 0 for never (default: 1m)')
    .option('--memory <size>', 'memory limit of the heap of each worker, as in 256MB')
    .addHelpText('after', '\nExample:\n  poolscope sweep thread-pool --as threads,processes --workers 1..8 --set tasks=400')
    .action(async (preset: string, options: SweepCommandOptions) => done(await sweep(preset, options, terminal)))

  program
    .command('code')
    .description('print a program that does the same, to take with you')
    .argument('<preset>', 'id of a preset, see: poolscope list; or a JavaScript or TypeScript module')
    .option('--as <model>', `how: ${MODEL_NAMES} (default: as the preset)`)
    .option('--workers <n>', 'how many (default: as the preset)')
    .option('--for <library>', 'poolscope, piscina or node (default: poolscope)')
    .option('--set <name=value>', 'set a parameter of the preset; may be given several times', append)
    .option('--out <file>', 'write it to a file')
    .option('--force', 'overwrite that file')
    .optionsGroup('For a task of your own:')
    .option('--inputs <file>', 'inputs: a JSON or JSON lines file')
    .option('--tasks <n>', 'at most this many tasks')
    .option('--export <name>', 'the function to run (default: task, else the default export)')
    .addHelpText('after', '\nExample:\n  poolscope code thread-pool --as threads --workers 4 --for node --out pool.mjs')
    .action(async (preset: string, options: CodeOptions) => code(preset, options, terminal))

  program
    .command('serve')
    .description('serve the app to a browser on this machine')
    .option('--port <n>', 'port to listen on (default: a free one)')
    .action(async (options: { port?: string }) => done(await serve(options, terminal)))

  return program
}

function append(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

/** Says what went wrong, with the stack only where it is our mistake. */
function explain(error: unknown, { err }: Terminal): number {
  // Commander has said it already; asking for help or the version ends with code 0 this way, too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE
  if (error instanceof PoolscopeError) {
    err.write(`${err.style('red', 'error')}: ${error.message}\n`)
    return error instanceof UsageError ? WRONG_USE : FAILED
  }
  err.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return FAILED
}
