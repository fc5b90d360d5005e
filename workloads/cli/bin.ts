#!/usr/bin/env node
import { Output } from './output.ts'
import { main } from './program.ts'

// The exit code is set, not `process.exit` called: what was written to a pipe must still get through.
process.exitCode = await main(process.argv.slice(2), {
  out: new Output(process.stdout),
  err: new Output(process.stderr),
})
