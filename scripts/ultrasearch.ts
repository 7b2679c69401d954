#!/usr/bin/env node
/** The front door. Exit codes: 0 done, 1 something failed, 2 a mistake in how it was called. */
import { CommanderError } from 'commander'
import { UsageError } from '../lib/settings.ts'
import { program } from './program.ts'

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    const usage = error instanceof UsageError
    process.stderr.write(`ultrasearch: ${usage ? error.message : ((error as Error).stack ?? error)}\n`)
    process.exitCode = usage ? 2 : 1
  }
}
