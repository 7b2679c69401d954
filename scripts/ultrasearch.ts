#!/usr/bin/env node
/** The front door. Exit codes: 0 done, 1 something failed, 2 a mistake in how it was called. */
import { enableCompileCache } from 'node:module'
import path from 'node:path'

// Hundreds of modules, compiled once: a third of the time that a command takes to start. Where nothing may be written it does without.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/compiled'))
const { CommanderError } = await import('commander')
const { OutsideError, UsageError } = await import('../lib/settings.ts')
const { program } = await import('./program.ts')

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    const usage = error instanceof UsageError
    const isPlain = usage || error instanceof OutsideError
    process.stderr.write(`ultrasearch: ${isPlain ? error.message : ((error as Error).stack ?? error)}\n`)
    process.exitCode = usage ? 2 : 1
  }
}
