import { readFileSync } from 'node:fs'
import axe from 'axe-core'
import ICAL from 'ical.js'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { openBrowser } from '../fixtures/browser.ts'
import { until } from '../fixtures/database.ts'
import { startStatus } from '../fixtures/status-server.ts'
import { testSupabase } from '../fixtures/supabase.ts'

const skip = process.env.SUPABASE_URL ? 'It fills a database of its own.' : false
const evil = '<img src=x onerror=alert(1)>"><script>alert(2)</script>'

const races = `
  insert into public.events (name, url, start_date, city, country, latitude, longitude, precision, status, registration, virtual, surface, sources)
  values
    ('Mont Blanc Ultra', 'https://example.org/mb', '2099-06-05', 'Chamonix', 'FRA', 45.92, 6.87, 'city', 'scheduled', 'open', false, 'trail', '{toy}'),
    ('Annecy Long Run', 'javascript:alert(3)', '2099-06-12', 'Annecy', 'FRA', 45.9, 6.12, 'city', 'scheduled', null, false, 'road', '{toy}'),
    ('Berlin Mauerweg', 'https://example.org/b', '2099-08-12', 'Berlin', 'DEU', 52.5, 13.4, 'city', 'scheduled', 'sold-out', false, 'road', '{toy}'),
    ('Flooded Trail, or; not', 'https://example.org/f', '2099-06-06', 'Chamonix', 'FRA', 45.93, 6.88, 'city', 'cancelled', null, false, 'trail', '{toy}'),
    ('${evil}', 'https://example.org/e', '2099-07-01', '${evil}', 'USA', 40, -105, 'city', 'scheduled', null, false, 'trail', '{toy}');
  insert into public.event_distances (event_id, position, raw, kind, amount, unit, km, virtual, activity)
  select id, 1, '${evil}', 'distance', km, 'km', km, false, 'run'
  from (values (1, 171), (2, 55), (3, 161), (4, 80), (5, 50)) d (id, km);
  insert into public.events (name, start_date, status, virtual, sources)
  select 'Filler ' || n, date '2099-09-01' + n, 'scheduled', false, '{toy}' from generate_series(1, 60) n`

t.test('the explorer', { skip }, async t => {
  const supabase = await testSupabase(t)
  await supabase.database.pool.query(races)
  const environment = {
    STATUS_AUTH: 'operator:ops:secret',
    SUPABASE_URL: supabase.url,
    SUPABASE_ANON_KEY: supabase.anonKey,
    SUPABASE_SERVICE_ROLE_KEY: 'never-to-be-told',
  }
  const status = await startStatus(t, { database: supabase.database, environment })
  const browser = await openBrowser()
  t.teardown(() => browser.close())

  const open = async (t: Test, path = '/explore', options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, ...options })
    t.teardown(() => context.close())
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    const wrongs: string[] = []
    page.on('console', message => message.type() === 'error' && wrongs.push(message.text()))
    page.on('pageerror', error => wrongs.push(String(error)))
    page.on('dialog', dialog => {
      wrongs.push(`A dialog: ${dialog.message()}`)
      dialog.dismiss().catch(() => {})
    })
    const homes = [new URL(status.base).origin, new URL(supabase.url).origin]
    page.on('request', request => {
      const { protocol, origin } = new URL(request.url())
      if (/^http/.test(protocol) && !homes.includes(origin)) wrongs.push(`It asked ${request.url()}`)
    })
    await page.goto(status.base + path)
    return { page, wrongs, context }
  }
  const found = (page: Page, names: string[]) =>
    until(`it finds ${names}`, async () => {
      const texts = await page.locator('#results[aria-busy=false] tbody a').allTextContents()
      return texts.length === names.length && names.every((name, i) => texts[i] === name)
    })
  const violations = (page: Page) =>
    page.evaluate<string[]>(
      `${axe.source}; axe.run().then(({ violations }) => violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join('; ')))`,
    )
  const overflow = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

  await t.test('is there without credentials, which the status needs, and knows no other key', async t => {
    t.equal((await status.send('/')).status, 401)
    t.equal((await status.send('/main.js')).status, 401)
    const { page, wrongs } = await open(t)
    await page.locator('tbody a').first().waitFor()
    t.equal(await page.textContent('#total'), '64 races')
    t.same(JSON.parse((await status.send('/explore/config.json')).text), {
      supabase: { url: supabase.url, anonKey: supabase.anonKey },
      tiles: null,
    })
    for (const path of [
      '/explore/../package.json',
      '/explore/%2e%2e%2fpackage.json',
      '/assets/../package.json',
    ])
      t.not((await status.send(path)).status, 200, path)
    t.same(wrongs, [])
  })

  await t.test('finds by misspelt words, says what it looked for, and pages on', async t => {
    const { page, wrongs } = await open(t)
    await page.locator('#more').click()
    await until('all are there', async () => (await page.locator('tbody tr').count()) === 64)
    await page.locator('#query').fill('Chamonx')
    await found(page, ['Mont Blanc Ultra'])
    t.match(await page.textContent('#results'), 'looked for chamonix')
    await page.locator('#query').fill('nothingofthissort')
    await page.locator('#empty button', { hasText: 'other words' }).click()
    await until('all are back', async () => (await page.textContent('#total')) === '64 races')
    t.same(wrongs, [])
  })

  await t.test('the slider filters and counts, and the address restores it, back and forth', async t => {
    const { page, wrongs } = await open(t)
    await page.locator('tbody a').first().waitFor()
    await page.locator('#min-km').fill('9')
    await found(page, ['Mont Blanc Ultra'])
    t.match(page.url(), 'min_km=170')
    const trail = page.locator('.choice', { has: page.locator('[value=trail]') }).locator('.count')
    t.match(await trail.textContent(), /^1/)
    const again = await open(t, new URL(page.url()).pathname + new URL(page.url()).search)
    await found(again.page, ['Mont Blanc Ultra'])
    t.equal(await again.page.inputValue('#min-km'), '9')
    await page.goBack()
    await until('all are back', async () => (await page.textContent('#total')) === '64 races')
    t.same([...wrongs, ...again.wrongs], [])
  })

  await t.test('near me', async t => {
    const { page, wrongs } = await open(t, '/explore', {
      geolocation: { latitude: 45.9, longitude: 6.13 },
      permissions: ['geolocation'],
    })
    await page.locator('#near-me').click()
    await found(page, ['Annecy Long Run', 'Mont Blanc Ultra'])
    t.match(page.url(), 'radius_km=200')
    await page.locator('#radius').selectOption('25')
    await found(page, ['Annecy Long Run'])
    t.equal(await page.locator('.point').count(), 1)
    t.same(wrongs, [])
  })

  await t.test('a cancelled race is said to be so in words wherever it is, and in the calendar', async t => {
    const { page, wrongs } = await open(t, '/explore?countries=FRA')
    await found(page, ['Mont Blanc Ultra', 'Annecy Long Run'])
    await page.locator('#include_cancelled').check()
    await found(page, ['Mont Blanc Ultra', 'Flooded Trail, or; not', 'Annecy Long Run'])
    const row = page.locator('tr.cancelled')
    t.match(await row.textContent(), /Cancelled/)
    t.equal(await row.locator('s').count(), 1)
    await row.locator('a').click()
    await page.locator('#off').waitFor()
    t.match(await page.textContent('#off'), 'Do not travel')
    const downloading = page.waitForEvent('download')
    await page.locator('#calendar').click()
    const text = readFileSync(await (await downloading).path(), 'utf8')
    t.ok(
      text.split('\r\n').every(line => Buffer.byteLength(line) <= 75),
      'lines are folded',
    )
    const entry = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'))
    t.match(entry, { uid: 'event-4@ultrasearch', summary: 'CANCELLED: Flooded Trail, or; not' })
    t.equal(entry.startDate.toString(), '2099-06-06')
    t.equal(entry.endDate.toString(), '2099-06-07')
    t.equal(entry.component.getFirstPropertyValue('status'), 'CANCELLED')
    await page.goBack()
    await page.locator('tr.cancelled a').waitFor()
    t.same(wrongs, [])
  })

  await t.test('text from outside stays text, and only the web is linked to', async t => {
    const { page, wrongs } = await open(t, '/explore/event/5')
    await page.locator('#nearby, #history').first().waitFor()
    t.equal(await page.locator('h1').textContent(), evil)
    t.equal(await page.locator('#event img, #event script').count(), 0)
    await page.goto(`${status.base}/explore/event/2`)
    await page.locator('#history').waitFor()
    t.equal(await page.locator('a[href^="javascript"]').count(), 0)
    t.match(await page.textContent('#nearby'), 'Mont Blanc Ultra')
    await page.goto(`${status.base}/explore/event/999`)
    t.match(await page.locator('h1').textContent(), 'no longer listed')
    t.same(wrongs, [])
  })

  await t.test('by keys alone', async t => {
    const { page, wrongs } = await open(t)
    await page.locator('tbody a').first().waitFor()
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
    t.same(wrongs, [])
  })

  for (const colorScheme of ['light', 'dark'] as const)
    await t.test(
      `on a phone and a desk, ${colorScheme}, axe finds nothing and nothing sticks out`,
      async t => {
        for (const viewport of [
          { width: 375, height: 800 },
          { width: 1360, height: 860 },
        ])
          for (const path of ['/explore?include_cancelled=1', '/explore/event/4']) {
            const { page, wrongs } = await open(t, path, { viewport, colorScheme })
            await page.locator('tbody a, #history').first().waitFor()
            if (viewport.width > 1000 && !path.includes('event/'))
              await page.locator('.cluster, .point').first().waitFor()
            t.same(await violations(page), [], `${path} ${viewport.width}`)
            t.equal(await overflow(page), 0)
            t.same(wrongs, [])
            if (process.env.PNG)
              await page.screenshot({
                path: `${process.env.PNG}/explore-${colorScheme}-${viewport.width}-${path.includes('event/') ? 'event' : 'list'}.png`,
              })
            if (viewport.width < 1000 && !path.includes('event/')) {
              await page.locator('#toggle').click()
              await page.locator('.cluster, .point').first().waitFor()
            }
          }
      },
    )

  await t.test('when the Supabase is away it says so, and asks again when told to', async t => {
    const { page, context } = await open(t)
    await page.locator('tbody a').first().waitFor()
    await context.route(`${supabase.url}/**`, route => route.abort())
    await page.locator('#query').fill('berlin')
    await page.locator('#failed').waitFor()
    await context.unroute(`${supabase.url}/**`)
    await page.locator('#failed button').click()
    await found(page, ['Berlin Mauerweg'])
  })
})

t.test('without a Supabase the explorer says what to set', async t => {
  const status = await startStatus(t, { environment: { SUPABASE_URL: '', SUPABASE_ANON_KEY: '' } })
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  await page.goto(`${status.base}/explore`)
  t.match(await page.locator('#event').textContent(), 'SUPABASE_ANON_KEY')
})
