import axe from 'axe-core'
import ICAL from 'ical.js'
import type { BrowserContextOptions, Page, Route } from 'playwright-core'
import t, { type Test } from 'tap'
import type { Race, RaceInput } from '../../sources/source.ts'
import { openBrowser, visit } from '../fixtures/browser.ts'
import { until } from '../fixtures/database.ts'
import { distance, Hands, race } from '../fixtures/hands.ts'
import { startStatus } from '../fixtures/status-server.ts'
import { testSupabase } from '../fixtures/supabase.ts'

const skip = process.env.SUPABASE_URL ? 'It fills a database of its own.' : false
const evil = '<img src=x onerror=alert(1)>"><script>alert(2)</script>'
const turned = 'Lake\u202eecar'

const blanc = {
  name: 'Mont Blanc Ultra',
  startDate: '2099-06-05',
  latitude: 45.92,
  longitude: 6.87,
  registration: 'open',
  surface: 'trail',
  elevationGain: 9_800,
  url: 'https://example.org/mb',
  distances: [distance(171), { ...distance(100), activity: 'bike', virtual: true }],
} satisfies Partial<RaceInput>
const trail = {
  name: 'Flooded Trail, or; not',
  startDate: '2099-06-06',
  latitude: 45.93,
  longitude: 6.88,
} as const
const annecy = {
  name: 'Annecy Long Run',
  startDate: '2099-06-12',
  city: 'Annecy',
  latitude: 45.9,
  longitude: 6.12,
  distances: [distance(55)],
}
const berlin = { city: 'Berlin', country: 'DEU', latitude: 52.5, longitude: 13.4, surface: 'road' } as const
const boulder = { city: evil, country: 'USA', latitude: 40, longitude: -105, url: 'https://example.org/e' }

/** Today's list, and the same as it was before some of it changed. */
const listed = (before: boolean): Race[] => [
  race('1', { ...blanc, ...(before && { startDate: '2099-05-29', registration: 'closed' }) }),
  race('2', { ...annecy }),
  race('3', {
    ...berlin,
    name: 'Berlin Mauerweg',
    startDate: '2099-08-12',
    registration: 'sold-out',
    distances: [distance(161)],
  }),
  race('4', { ...trail, status: before ? 'scheduled' : 'cancelled' }),
  race('5', {
    ...boulder,
    name: evil,
    startDate: '2099-07-01',
    distances: [{ ...distance(50), raw: evil, km: null, amount: null }],
  }),
  race('6', { ...berlin, name: turned, startDate: '2099-08-20', status: before ? 'scheduled' : 'postponed' }),
  ...Array.from({ length: 60 }, (_, n) =>
    race(`${n + 7}`, { name: `Filler ${n}`, startDate: '2099-09-01', city: null, country: null, place: '' }),
  ),
]

t.test('the explorer', { skip }, async t => {
  const supabase = await testSupabase(t)
  const hands = new Hands(supabase.database)
  await hands.register('toy', {
    title: `Toy ${evil}`,
    home_page: 'https://toy.example.org/',
    licence: 'CC BY 4.0',
    attribution: `By ${turned}`,
    terms_url: 'javascript:alert(3)',
  })
  for (const limit of ['max_changed', 'max_unread', 'max_unplaced']) await hands.limit(limit, 1)
  t.match(await hands.run({ a: { races: listed(true) } }), { status: 'published' })
  t.match(await hands.run({ a: { races: listed(false) } }), { status: 'published' })
  const status = await startStatus(t, {
    database: supabase.database,
    environment: {
      STATUS_AUTH: 'operator:ops:secret',
      SUPABASE_URL: supabase.url,
      SUPABASE_ANON_KEY: supabase.anonKey,
      SUPABASE_SERVICE_ROLE_KEY: 'never-to-be-told',
    },
  })
  const events = await hands.events()
  const idOf = (name: string) => events.find(event => event.name === name)?.id
  const browser = await openBrowser()
  t.teardown(() => browser.close())

  const open = (t: Test, path = '/explore', options: BrowserContextOptions = {}) =>
    visit(t, browser, status.base + path, { viewport: { width: 1360, height: 860 }, ...options }, [
      supabase.url,
    ])
  const total = (page: Page, text: string) =>
    until(`it says ${text}`, async () => (await page.textContent('#total')) === text)
  const found = (page: Page, names: string[]) =>
    until(`it finds ${names}`, async () => {
      const texts = await page.locator('#results[aria-busy=false] tbody a').allTextContents()
      return texts.length === names.length && names.every((name, i) => texts[i] === name)
    })
  const violations = (page: Page) =>
    page.evaluate<string[]>(
      `${axe.source}; axe.run().then(({ violations }) => violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + n.failureSummary).join('; ')))`,
    )
  const overflow = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

  await t.test('is there without credentials, which the status needs, and knows no other key', async t => {
    for (const path of ['/', '/main.js', '/styles/parts.css', '/assets/graphql-ws/client.js'])
      t.equal((await status.send(path)).status, 401, path)
    t.same(JSON.parse((await status.send('/explore/config.json')).text), {
      supabase: { url: supabase.url, anonKey: supabase.anonKey },
      tiles: null,
    })
    for (const path of [
      '/explore/../package.json',
      '/explore/%2e%2e%2fpackage.json',
      '/assets/../package.json',
    ])
      t.equal((await status.send(path)).status, 401, path)
    const { headers } = await status.send('/explore')
    const policy = headers['content-security-policy'] ?? ''
    t.match(policy, `connect-src 'self' ${supabase.url};`)
    t.match(policy, "img-src 'self' data:;")
    t.match(policy, "require-trusted-types-for 'script'")
    t.match(headers['permissions-policy'], /geolocation=\(?self\)?/)
  })

  await t.test(
    'finds by misspelt words, says what it looked for, pages on, and says what to relax',
    async t => {
      const { page, wrongs } = await open(t)
      await total(page, '64 races')
      t.equal(await page.textContent('#said'), '64 races found')
      await page.locator('tbody a').first().click()
      await page.locator('#history').waitFor()
      await page.goBack()
      await page.locator('#event').waitFor({ state: 'hidden' })
      await page.evaluate('for (let i = 0; i < 2; i++) document.getElementById("more").click()')
      await until('all are there', async () => (await page.locator('tbody tr').count()) === 64)
      t.match(await page.evaluate('document.activeElement.closest("tr").rowIndex'), 51)
      await page.locator('#query').fill('Chamonx')
      await found(page, ['Mont Blanc Ultra'])
      await page.locator('tbody tr').hover()
      await page.locator('.halo').waitFor()
      t.match(await page.textContent('#results'), 'looked for chamonix')
      await page.locator('#sort').selectOption('relevance')
      await page.locator('#query').fill('nothingofthissort')
      await page.locator('#empty button', { hasText: 'other words' }).click()
      await total(page, '64 races')
      t.equal(await page.evaluate('document.activeElement.id'), 'results', 'what had the focus is gone')
      await page.locator('#query').fill('Flooded Trail')
      await page.locator('.halo').waitFor({ state: 'detached' })
      await page.locator('#empty button', { hasText: 'the one that is cancelled or postponed' }).click()
      await found(page, ['Flooded Trail, or; not'])
      await page.locator('#gain').selectOption('2000')
      await until('it is asked', async () => page.url().includes('min_gain=2000'))
      await page.locator('#reset').click()
      await total(page, '64 races')
      t.equal(await page.inputValue('#gain'), '')
      t.same(wrongs, [])
    },
  )

  await t.test('the slider filters and counts; the address restores all of it, back and forth', async t => {
    const { page, wrongs } = await open(t)
    await total(page, '64 races')
    await page.locator('#min-km').fill('9')
    await found(page, ['Mont Blanc Ultra'])
    t.match(page.url(), 'min_km=170')
    const count = (value: string) =>
      page
        .locator('.choice', { has: page.locator(`[value="${value}"]`) })
        .locator('.count')
        .textContent()
    t.match(await count('trail'), /^1 /)
    t.match(await count('road'), /^0 /)
    t.match(await count('6'), /^1 /)
    const again = await open(t, page.url().slice(status.base.length))
    await found(again.page, ['Mont Blanc Ultra'])
    t.equal(await again.page.inputValue('#min-km'), '9')
    t.equal(await again.page.locator('.point').getAttribute('title'), 'Mont Blanc Ultra, Fri, 5 Jun 2099')
    await page.goBack()
    await total(page, '64 races')
    await page.goForward()
    await found(page, ['Mont Blanc Ultra'])
    t.same([...wrongs, ...again.wrongs], [])
  })

  await t.test('near me, by leave of the browser', async t => {
    const { page, wrongs } = await open(t, '/explore', {
      geolocation: { latitude: 45.9, longitude: 6.13 },
      permissions: ['geolocation'],
    })
    await page.locator('#near-me').click()
    await found(page, ['Annecy Long Run', 'Mont Blanc Ultra'])
    t.match(page.url(), 'near_lat=45.9&near_lng=6.13&radius_km=200')
    await page.locator('#radius').selectOption('25')
    await found(page, ['Annecy Long Run'])
    t.equal(await page.locator('.point').count(), 1)
    await page.evaluate(
      'navigator.geolocation.getCurrentPosition = tell => { window.tell = () => tell({ coords: { latitude: 1, longitude: 2 } }) }',
    )
    await page.locator('#near-me').click()
    await page.locator('tbody a').click()
    await page.evaluate('tell()')
    await page.locator('#history').waitFor()
    t.match(page.url(), /event\/\d+\?/, 'nobody is taken away from a race that they read about')
    t.same(wrongs, [])
  })

  await t.test('regions are chosen of a country that is, and go with it', async t => {
    const { page, wrongs } = await open(t)
    await total(page, '64 races')
    t.equal(await page.locator('#region').count(), 0)
    await page.locator('#country').selectOption('FRA')
    await page.locator('#region').selectOption('FRA-AUVERGNE-RHÔNE-ALPES')
    await until('it is asked', async () => page.url().includes('regions=FRA-'))
    await found(page, ['Mont Blanc Ultra', 'Annecy Long Run'])
    await page.locator('.chosen', { hasText: 'Auvergne-Rhône-Alpes' }).waitFor()
    await page.locator('.chosen', { hasText: 'France' }).click()
    await total(page, '64 races')
    t.notMatch(page.url(), 'regions')
    t.same(wrongs, [])
  })

  await t.test('what is called off is said to be in words, struck out, wherever it is', async t => {
    const { page, wrongs } = await open(t, '/explore?countries=FRA')
    await found(page, ['Mont Blanc Ultra', 'Annecy Long Run'])
    t.match(await page.locator('label', { has: page.locator('#include_cancelled') }).textContent(), /1 races/)
    await page.locator('#include_cancelled').check()
    await found(page, ['Mont Blanc Ultra', 'Flooded Trail, or; not', 'Annecy Long Run'])
    const row = page.locator('tr.cancelled')
    t.match(await row.textContent(), /✕ Cancelled/)
    t.same(await row.locator('s').allTextContents(), ['Sat, 6 Jun 2099', 'Flooded Trail, or; not'])
    const later = async (route: Route) => {
      const response = await route.fetch()
      const told = await response.json()
      await route.fulfill({ response, json: { ...told, event: { ...told.event, updated_at: 'later' } } })
    }
    await page.route(/rpc\/event_details/, later, { times: 1 })
    await row.locator('a').click()
    t.match(await page.locator('#called-off').textContent(), 'Do not travel')
    t.match(await page.title(), /^Cancelled: Flooded Trail/)
    t.match(await page.textContent('#history'), /Became cancelled\s+seen on/)
    const calendar = await status.send((await page.locator('#calendar').getAttribute('href')) ?? '')
    t.ok(calendar.text.split('\r\n').every(line => Buffer.byteLength(line) <= 75))
    const entry = new ICAL.Component(ICAL.parse(calendar.text)).getFirstSubcomponent('vevent')
    t.match(new ICAL.Event(entry ?? undefined), {
      uid: `event-${idOf(trail.name)}@ultrasearch`,
      summary: 'CANCELLED: Flooded Trail, or; not',
    })
    t.equal(entry?.getFirstPropertyValue('status'), 'CANCELLED')
    t.equal(String(entry?.getFirstPropertyValue('dtstart')), '2099-06-06')
    // What is known of it is newer than the list, and after a while anything may be.
    const asksFor = async (name: string, act: () => Promise<unknown>) =>
      t.ok(await Promise.all([page.waitForRequest(new RegExp(`rpc/${name}`)), act()]), name)
    await asksFor('search_events', () => page.goBack())
    await until('its row has the focus', () =>
      page.evaluate<boolean>('document.activeElement.closest("tr.cancelled") !== null'),
    )
    await found(page, ['Mont Blanc Ultra', 'Flooded Trail, or; not', 'Annecy Long Run'])
    const look = 'document.dispatchEvent(new Event("visibilitychange"))'
    await page.clock.setFixedTime(Date.now() + 600_000)
    await asksFor('search_events', () => page.evaluate(look))
    await row.locator('a').click()
    await page.locator('#called-off').waitFor()
    await page.clock.setFixedTime(Date.now() + 1_200_000)
    await asksFor('event_details', () => page.evaluate(look))
    t.ok(await page.locator('#called-off').isVisible(), 'it stays in sight meanwhile')
    t.same(wrongs, [])
  })

  await t.test('a race has its facts, who says each, what changed, and what is near', async t => {
    const { page, wrongs } = await open(t, `/explore/event/${idOf(blanc.name)}?countries=FRA`)
    await page.locator('#nearby').waitFor()
    t.match(await page.title(), 'Mont Blanc Ultra')
    const facts = await page.locator('#facts').innerText()
    for (const text of [
      '171 km',
      '100 km virtual bike',
      'Fri, 5 Jun 2099',
      'open',
      'Chamonix, Haute-Savoie, France',
      '9,800 m',
      'trail',
      `Toy ${evil}, `,
    ])
      t.match(facts, text)
    t.match(await page.textContent('#history'), /Moved from Fri, 29 May 2099 to Fri, 5 Jun 2099/)
    t.match(await page.textContent('#history'), /First listed/)
    t.match(
      await page.textContent('#sources'),
      /last confirmed on .*By Lake⟨U\+202E⟩ecar · Licence: CC BY 4\.0/s,
    )
    t.match(await page.textContent('#nearby'), /Flooded Trail, or; not ✕ Cancelled/)
    const links = await page.locator('#event a[target]').all()
    t.same(await Promise.all(links.map(link => link.getAttribute('href'))), [
      'https://example.org/mb',
      'https://toy.example.org/',
    ])
    for (const link of links) t.match(await link.getAttribute('rel'), 'noopener')
    await page.locator('#nearby a', { hasText: 'Annecy' }).click()
    await until('the other is shown', async () => (await page.textContent('h1')) === 'Annecy Long Run')
    t.match(page.url(), /\?countries=FRA$/, 'the filters are kept')
    t.same(wrongs, [])
  })

  await t.test('text from outside stays text; what is no longer listed is said to be so', async t => {
    const { page, wrongs } = await open(t, `/explore/event/${idOf(evil)}`)
    await page.locator('#history').waitFor()
    t.equal(await page.textContent('h1'), evil)
    t.equal(await page.locator('#event img, #event script').count(), 0)
    t.equal(
      await page.evaluate('try { document.body.insertAdjacentHTML("beforeend", "<b>"); 1 } catch { 0 }'),
      0,
    )
    wrongs.length = 0
    await page.goto(`${status.base}/explore/event/999`)
    await page.locator('#gone').waitFor()
    t.same(wrongs, [])
  })

  await t.test('by keys alone', async t => {
    const { page, wrongs } = await open(t, '/explore?countries=FRA&include_cancelled=1')
    await found(page, ['Mont Blanc Ultra', 'Flooded Trail, or; not', 'Annecy Long Run'])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    t.equal(await page.evaluate('document.activeElement.id'), 'results')
    await until('a race has the focus', async () => {
      await page.keyboard.press('Tab')
      return page.evaluate<boolean>('document.activeElement.closest("tbody") !== null')
    })
    await page.keyboard.press('Enter')
    await page.locator('#history').waitFor()
    t.equal(await page.evaluate('document.activeElement.id'), 'event')
    await page.goBack()
    await until('its row has the focus', () =>
      page.evaluate<boolean>('document.activeElement.closest("tr")?.rowIndex === 1'),
    )
    await until('races on the map have the focus', async () => {
      await page.keyboard.press('Tab')
      return page.evaluate<boolean>('document.activeElement.matches(".cluster")')
    })
    await page.keyboard.press('Enter')
    await until('one of them has it', () =>
      page.evaluate<boolean>('document.activeElement.matches(".point")'),
    )
    await page.keyboard.press('Enter')
    await until('the race opens', async () => /event\/\d/.test(page.url()))
    t.same(wrongs, [])
  })

  for (const [colorScheme, width] of [
    ['light', 1360],
    ['dark', 375],
  ] as const)
    await t.test(`${colorScheme}, ${width} wide, axe finds nothing and nothing sticks out`, async t => {
      const { page, wrongs } = await open(t, '/explore?include_cancelled=1', {
        viewport: { width, height: 860 },
        colorScheme,
        reducedMotion: 'reduce',
      })
      await total(page, '66 races')
      if (width < 1000) {
        t.equal(await overflow(page), 0)
        await page.locator('#show-filters').click()
        await page.locator('#min-km').waitFor()
        t.same(await violations(page), [], 'filters')
        t.equal(await overflow(page), 0)
        await page.locator('#show-filters').click()
        await page.locator('#toggle').click()
        t.equal(await page.locator('tbody').isVisible(), false)
      }
      await page.locator('.cluster').first().waitFor()
      t.same(await violations(page), [], 'list and map')
      t.equal(await overflow(page), 0)
      await page.goto(`${status.base}/explore/event/${idOf(trail.name)}`)
      await page.locator('#history').waitFor()
      t.same(await violations(page), [], 'event')
      t.equal(await overflow(page), 0)
      t.same(wrongs, [])
    })

  await t.test('when the Supabase is away it says so, and asks again when told to', async t => {
    const { page } = await open(t)
    await total(page, '64 races')
    const context = page.context()
    await context.route(`${supabase.url}/**`, route => route.abort())
    await page.locator('#query').fill('berlin')
    await page.locator('#failed').waitFor()
    await context.unroute(`${supabase.url}/**`)
    await page.locator('#more').click()
    await found(page, ['Berlin Mauerweg'])
    await context.route(`${supabase.url}/**`, route => route.abort())
    await page.locator('#query').fill('annecy')
    await page.locator('#failed').waitFor()
    await context.setOffline(true)
    await page.locator('#failed button').click()
    t.match(await page.locator('#failed', { hasText: 'offline' }).textContent(), 'You are offline')
    await context.unroute(`${supabase.url}/**`)
    await context.setOffline(false)
    await found(page, ['Annecy Long Run'])
  })

  await t.test('an answer that comes late is not shown', async t => {
    const { page } = await open(t)
    await total(page, '64 races')
    let release = () => {}
    await page.route(/rpc\/search_events/, async route => {
      if (route.request().postData()?.includes('Annecy'))
        await new Promise<void>(resolve => {
          release = resolve
        })
      await route.continue().catch(() => {})
    })
    const asked = page.waitForRequest(request => Boolean(request.postData()?.includes('Annecy')))
    await page.locator('#query').fill('Annecy')
    const late = await asked
    await page.locator('#query').fill('Berlin')
    await found(page, ['Berlin Mauerweg'])
    release()
    t.ok(late.failure(), 'it was given up')
    await found(page, ['Berlin Mauerweg'])
    await page.evaluate(`
      document.getElementById('query').value = 'nothing'
      document.getElementById('query').dispatchEvent(new Event('input'))
      document.querySelector('tbody a').click()`)
    const again = page.waitForRequest(/search_events/, { timeout: 400 }).catch(() => null)
    t.equal((await again)?.url(), undefined, 'whoever opens a race asks no more')
  })
})

t.test('without a Supabase the explorer says what to set', async t => {
  const tiles = {
    EXPLORE_TILES_URL: 'https://{s}.example.org/{z}/{x}/{y}.png',
    EXPLORE_TILES_ATTRIBUTION: 'Maps',
  }
  const environment = { SUPABASE_URL: 'http://127.0.0.1', SUPABASE_ANON_KEY: '', ...tiles }
  const status = await startStatus(t, { environment })
  t.same(JSON.parse((await status.send('/explore/config.json')).text), {
    supabase: null,
    tiles: { url: tiles.EXPLORE_TILES_URL, attribution: 'Maps' },
  })
  const policy = String((await status.send('/explore')).headers['content-security-policy'])
  t.match(policy, "connect-src 'self';")
  t.match(policy, "img-src 'self' data: https://*.example.org;")
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const { page } = await visit(t, browser, `${status.base}/explore`)
  await page.locator('#event code').first().waitFor()
  t.match(await page.textContent('#event'), 'SUPABASE_ANON_KEY')
})
