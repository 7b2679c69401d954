import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { asked, mistakes, told } from '../fixtures/promql.ts'

type Panel = {
  id: number
  title: string
  type: string
  gridPos: { x: number; y: number; w: number; h: number }
  targets?: { expr: string }[]
}
const file = path.join(import.meta.dirname, '../../.gitops/grafana/ultrasearch.json')
const dashboard: { panels: Panel[] } = JSON.parse(readFileSync(file, 'utf8'))
// Grafana's variables are no PromQL.
const exprs = dashboard.panels.flatMap(({ targets = [] }) =>
  targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m').replaceAll('$source', '.*')),
)

t.test('the dashboard asks in PromQL', async t => {
  t.ok(mistakes('sum by (a) rate(x[5m]').length > 0, 'a mistake is found')
  t.ok(exprs.length >= 20)
  for (const expr of exprs) t.same(mistakes(expr), [], expr)
})

t.test('it asks for nothing that is not told, and shows all that we tell', async t => {
  const all = await told(t)
  const shown = asked(exprs)
  for (const name of shown) t.ok(all.includes(name), name)
  const own = all.filter(name => !/_(nodejs|process)_/.test(name))
  t.ok(own.length > 12)
  t.same(
    own.filter(name => !shown.has(name)),
    [],
  )
})

t.test('its panels lie side by side, each with a name', async t => {
  const taken = new Set<string>()
  const overlaps: string[] = []
  for (const { title, gridPos } of dashboard.panels) {
    t.ok(title)
    t.ok(gridPos.x + gridPos.w <= 24, title)
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        if (taken.has(`${x},${y}`)) overlaps.push(title)
        taken.add(`${x},${y}`)
      }
  }
  t.same(overlaps, [])
})
