import fc from 'fast-check'
import t from 'tap'
import { type Area, circleAround, cut, world } from '../../sources/platforms/area.ts'

const degrees = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true })
const point = fc.record({ latitude: degrees(-90, 90), longitude: degrees(-180, 180) })

const isIn = (
  [south, west, north, east]: Area,
  { latitude, longitude }: { latitude: number; longitude: number },
) =>
  latitude >= south &&
  latitude <= north &&
  [-360, 0, 360].some(turn => longitude + turn >= west && longitude + turn <= east)

/** Great-circle miles, by the chord: another formula than the one under test. */
function miles(
  a: { latitude: number; longitude: number },
  b: { latitude: number; longitude: number },
): number {
  const vector = ({ latitude, longitude }: typeof a) => {
    const [lat, lng] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
    return [Math.cos(lat) * Math.cos(lng), Math.cos(lat) * Math.sin(lng), Math.sin(lat)] as const
  }
  const [p, q] = [vector(a), vector(b)]
  return 2 * 3958.8 * Math.asin(Math.min(1, Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) / 2))
}

t.test('the parts of an area cover it, and the circle round a part covers the part', async t => {
  fc.assert(
    fc.property(
      fc.array(point, { maxLength: 30 }),
      fc.array(fc.boolean(), { maxLength: 12 }),
      point,
      (seen, turns, any) => {
        let area = world
        for (const turn of turns) {
          const parts = cut(area, seen)
          if (parts.length === 0) return
          if (isIn(area, any) && !parts.some(part => isIn(part, any))) throw new Error('a point got lost')
          area = parts[turn ? 1 : 0] as Area
        }
        const circle = circleAround(area)
        const wide = area[3] - area[1] > 180
        if (isIn(area, any) && !wide && miles(circle, any) > circle.miles)
          throw new Error('outside of its circle')
      },
    ),
    { numRuns: 500 },
  )
  t.pass()
})

t.test('cutting ends, however many races are at one spot', async t => {
  const spot = { latitude: 47.1234, longitude: 8.5678 }
  let cuts = 0
  const cutAll = (area: Area): void => {
    if (!isIn(area, spot)) return
    cuts++
    for (const part of cut(area, [spot])) cutAll(part)
  }
  cutAll(world)
  t.ok(cuts > 10 && cuts < 1000, `${cuts} areas`)
  t.same(cut([47, 8, 47.04, 8.04], [spot]), [])
})

t.test('races spread unevenly are cut where they are', async t => {
  const colorado = Array.from({ length: 100 }, (_, i) => ({
    latitude: 39 + i / 100,
    longitude: -105 - i / 100,
  }))
  t.same(
    cut(world, [...colorado, null]),
    [
      [-90, -285, 90, -105],
      [-90, -105, 90, 75],
    ],
    'the earth into hemispheres',
  )
  t.same(cut(world, [null]), [
    [-90, -180, 90, 0],
    [-90, 0, 90, 180],
  ])
  const [west, east] = cut([30, -120, 50, -90], colorado) as [Area, Area]
  t.same([west[3], east[1]], [-105.49, -105.49])
  const [over] = cut([-20, 170, 20, 230], [{ latitude: 0, longitude: -170 }]) as [Area]
  t.equal(over[3], 190, 'across the date line')
})

t.test('the circles round two hemispheres have nothing in common but their edge', async t => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 30 }), point, (seen, any) => {
      const [west, east] = cut(world, seen).map(area => {
        const circle = circleAround(area)
        return circle.miles - miles(circle, any)
      }) as [number, number]
      // Four miles along the edge are in both: a circle is a mile or two larger than its area.
      if (west >= 0 && east >= 0 && west + east > 4)
        throw new Error(`${west} and ${east} miles inside of both`)
      if (west < 0 && east < 0) throw new Error('in none')
    }),
    { numRuns: 500 },
  )
  t.match(circleAround([-90, -285, 90, -105]), { latitude: 0, longitude: 165 }, 'with a middle that exists')
})

t.test('what is wider than half the globe is asked for from where most of it is', async t => {
  const centre = { latitude: 39, longitude: -98 }
  t.same(circleAround(world, centre), { ...centre, miles: 12_500 })
  t.same(circleAround([30, -120, 50, -90], centre), circleAround([30, -120, 50, -90]))
})
