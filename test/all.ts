/**
 * All test files, or the ones named: a tap test of which each file is a part, in a process of its own, some at once. What `tap run` adds
 * to that (coverage, a compiler, a record of what each process loads) costs each file and each command it starts half a second.
 */
import { globSync } from 'node:fs'
import os from 'node:os'
import t from 'tap'

const named = process.argv.slice(2)
const files = named.length > 0 ? named : globSync('test/**/*.test.ts').sort()
// Many wait for a process to start, or to be missed: one more than there are cores to keep busy.
t.jobs = os.availableParallelism() + 1
t.setTimeout(0)
// What is in a file gets as long as all of it: in seconds.
const env = { ...process.env, TAP_TIMEOUT: '300' }
// tap's own spawn has all of its processes, and theirs, note what they load.
const node = ['-u', 'NODE_OPTIONS', process.execPath]
for (const file of files) t.spawn('env', [...node, file], { buffered: true, timeout: 300_000, env }, file)
