import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'

const root = path.join(import.meta.dirname, '..')

/** Which folders the files of a folder may import from, besides their own. */
const arrows: Record<string, string[]> = {
  lib: [],
  parsing: [],
  sources: ['parsing'],
  samples: ['sources'],
  tasks: ['sources', 'lib'],
  scripts: ['sources', 'lib', 'samples', 'parsing'],
}

/** Relative imports of a file, static and dynamic, as paths from the root. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)
  return [...found].map(([, to = '']) => path.join(path.dirname(file), to))
}

for (const [folder, allowed] of Object.entries(arrows)) {
  t.test(`${folder} imports only from ${[...allowed, 'itself'].join(', ')}`, async t => {
    const files = globSync(`${folder}/**/*.ts`, { cwd: root })
    t.ok(files.length > 0)
    for (const file of files) {
      const strangers = importsOf(file).filter(to => ![folder, ...allowed].includes(to.split('/')[0] ?? ''))
      t.same(strangers, [], file)
    }
  })
}

t.test(
  'the pages speak HTTP: they import from each other, and from the assets that are served to them',
  async t => {
    const files = globSync('web/**/*.js', { cwd: root })
    t.ok(files.length > 0)
    for (const file of files) {
      t.same(
        importsOf(file).filter(to => !to.startsWith('web/')),
        [],
        file,
      )
      const others = [...readFileSync(path.join(root, file), 'utf8').matchAll(/from '([^.'][^']*)'/g)]
      t.same(
        others.map(([, from = '']) => from).filter(from => !from.startsWith('/assets/')),
        [],
        file,
      )
    }
  },
)

t.test('a task never imports a task: the way to the next stage is a row in the queue', async t => {
  for (const file of globSync('tasks/*.ts', { cwd: root })) {
    t.same(
      importsOf(file).filter(to => to.startsWith('tasks/')),
      [],
      file,
    )
  }
})

t.test('the environment is read in one file', async t => {
  const readers = globSync('{lib,parsing,sources,samples,tasks,scripts}/**/*.ts', { cwd: root }).filter(
    file => readFileSync(path.join(root, file), 'utf8').includes('process.env'),
  )
  // The other needs PATH to find and to start a program.
  t.same(readers.sort(), ['lib/settings.ts', 'lib/unprivileged.ts'])
})

t.test('no transaction is opened in a task', async t => {
  for (const file of globSync('tasks/*.ts', { cwd: root })) {
    t.notMatch(readFileSync(path.join(root, file), 'utf8'), /\bbegin\b|withPgClient/i, file)
  }
})
