import axe from 'axe-core'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { openBrowser, type Visit, visit } from '../fixtures/browser.ts'
import { freshDatabase } from '../fixtures/database.ts'
import { Hands, race, races } from '../fixtures/hands.ts'
import { startStatus } from '../fixtures/status-server.ts'

const evil = {
  image: '<img src=x onerror=alert(1)>',
  script: '"><script>alert(2)</script>',
  link: 'javascript:alert(3)',
  turned: 'Lake\u202eecar nurt\u200b',
  long: `${'x'.repeat(3_000)}`,
}
const all = Object.values(evil).join(' ')

/** Sources in every state that matters, and text from outside that means harm. */
async function fill(hands: Hands): Promise<{ held: number; failed: number; request: number }> {
  await hands.register('good')
  await hands.run({ a: { races: races(20) }, b: { races: races(12, {}, 50) } }, 'good')
  await hands.register('bad', {
    title: all,
    licence: evil.image,
    attribution: evil.script,
    home_page: evil.link,
  })
  const failed = await hands.run({ [`?q=${all}`]: { error: `It said 500. ${all}` } }, 'bad')
  await hands.register('odd')
  await hands.run({ a: { races: [race('1'), race('2'), race('4')] } }, 'odd')
  await hands.limit('max_rejected', 0, 'odd')
  const held = await hands.run(
    {
      a: {
        races: [
          race('1'),
          race('2', { name: all.slice(0, 500) }),
          race('3', { name: evil.image, url: null }),
        ],
        rejects: [{ id: all, reason: all, raw: { [evil.script]: all } }],
      },
    },
    'odd',
  )
  const { id: request } = await hands.request(failed.id as number, `?q=${all}`)
  return { held: held.id as number, failed: failed.id as number, request }
}

/** Wait until the page that the hash names is there. */
const shown = (page: Page) => page.waitForSelector('main[aria-busy=false] .panel')

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/** Violations of WCAG 2.2 A and AA, and of what axe calls best practice. */
const violations = (page: Page) =>
  page.evaluate<string[]>(
    `${axe.source}; axe.run().then(({ violations }) => violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join('; ')))`,
  )

t.test('the status page, as it is read', async t => {
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const hands = new Hands(await freshDatabase(t))
  const environment = { STATUS_AUTH: 'operator:ops:secret,viewer:guest:secret' }
  const status = await startStatus(t, { database: hands.database, environment })
  const as = (username: string) => ({ httpCredentials: { username, password: 'secret' } })
  const open = async (t: Test, hash = '', options = {}): Promise<Visit> => {
    const visited = await visit(t, browser, `${status.base}/${hash}`, { ...as('ops'), ...options })
    await shown(visited.page)
    return visited
  }

  await t.test('where there is nothing yet it says what to do', async t => {
    const { page, wrongs } = await open(t)
    t.equal(await page.textContent('h1'), 'There is nothing yet')
    t.match(await page.textContent('#headline'), 'start `ultrasearch worker`')
    t.match(await page.textContent('#sources'), 'the first worker that starts writes them down')
    t.equal(await page.locator('.tile').count(), 0)
    t.same(wrongs, [])
  })
  const ids = await fill(hands)
  const everyPage = [
    '#/',
    `#/run/${ids.failed}`,
    `#/run/${ids.held}`,
    `#/request/${ids.request}`,
    '#/source/bad',
    '#/source/odd',
    '#/runs',
  ]

  t.test('one look tells what is wrong, and where', async t => {
    const { page, wrongs } = await open(t)
    t.equal(await page.textContent('h1'), '2 of 3 sources need you')
    const needy = await page.locator('#headline li').allTextContents()
    t.match(needy, [/^bad is failing since \d\d:\d\d$/, /^odd is held since/, /^no worker is alive/])
    t.match(await page.title(), '3 need you · Ultrasearch')
    t.match(await page.getAttribute('#icon', 'href'), /^data:image\/svg\+xml,.*c02a20/)
    t.same(
      await page.locator('.tile h3').allTextContents(),
      ['bad', 'odd', 'good'],
      'who needs somebody first',
    )
    const chip = page.locator('.tile[data-source=bad] .chip')
    t.match(await chip.textContent(), 'failing')
    t.match(await chip.getAttribute('class'), /\bbad\b/)
    t.equal(
      await page.evaluate(`getComputedStyle(document.querySelector('.tile[data-source=bad] .chip')).color`),
      'rgb(168, 35, 27)',
    )
    t.match(await page.textContent('#failures'), /It said 500/)
    // What is compared comes after the rest.
    await page.locator('#held', { hasText: '1 missing' }).waitFor()
    t.match(await page.textContent('#held'), /rejected.*1 added.*1 changed.*1 missing/s)
    t.same(wrongs, [], 'no error, no refused load, nothing from elsewhere')
  })

  t.test('from a failure down to its attempts, by links, and back', async t => {
    const { page, wrongs } = await open(t)
    await page.click('#failures a.error')
    await page.waitForSelector('#attempts table')
    await page.click('#attempts td a[href^="#/request/"]')
    await page.waitForSelector('#downloads')
    t.match(await page.textContent('#attempts'), /failed.*It said 500/s)
    t.match(await page.title(), `Request ${ids.request}`)
    await page.goBack()
    await page.goBack()
    await page.waitForSelector('.tile')
    await page.click('.tile[data-source=odd] h3 a')
    await page.waitForSelector('#rejects table')
    await page.locator('#rejects summary').first().click()
    t.match(await page.textContent('#rejects pre'), /alert\(2\)/, 'the raw row')
    await page.locator('#runs td a').first().click()
    await page.waitForSelector('#changes details')
    t.match(await page.textContent('#changes'), /name.*Race 2 →/s, 'what it would change')
    t.match(await page.getAttribute('#requests a[href^="/snapshot/"]', 'href'), /^\/snapshot\/[0-9a-f]{64}$/)
    await page.goto(`${status.base}/#/run/1`)
    await page.locator('#changes', { hasText: 'change: 32 events' }).waitFor()
    t.match(await page.textContent('#changes'), /32 added.*and 29 more/s)
    const late = await page.evaluate(`(async () => {
      const { more, view } = await import('/pages/failure.js')
      const { render } = await import('/assets/lit-html/lit-html.js')
      const answers = {}
      const { fetch } = window
      window.fetch = (url, given) => {
        const { task } = JSON.parse(given.body).variables.condition ?? {}
        const data = { attempts: { nodes: [{ task }] } }
        return task ? new Promise(resolve => { answers[task] = () => resolve(Response.json({ data })) }) : fetch(url, given)
      }
      const shown = id => {
        const place = document.createElement('div')
        render(view({ failure: { id } }), place)
        return place.querySelector('#attempts').textContent
      }
      const asked = ['first', 'second'].map(id => more({ failure: { id, task: id } }))
      answers.second()
      await asked[1]
      answers.first()
      await asked[0]
      const second = shown('second')
      more({ failure: { id: 'third', task: 'third' } })
      return { second, third: shown('third') }
    })()`)
    t.match(late, { second: /second/, third: /Asking/ }, 'a failure has its own attempts, or none yet')
    t.same(wrongs, [])
  })

  t.test('text from outside is text, on every page, and breaks no layout', async t => {
    const { page, wrongs } = await open(t)
    for (const hash of everyPage) {
      await page.goto(`${status.base}/${hash}`)
      await shown(page)
      await page.evaluate('document.querySelectorAll("details").forEach(one => { one.open = true })')
      t.equal(await page.locator('main :is(img, script, iframe, object)').count(), 0, hash)
      t.equal(await page.locator('[href^="javascript:" i], [onerror]').count(), 0, hash)
      const text = await page.textContent('main')
      t.notOk(/[\u202e\u200b]/.test(text ?? ''), `${hash}: nothing turns round what follows`)
      for (const width of [1280, 375, 320]) {
        await page.setViewportSize({ width, height: 800 })
        t.equal(await overflow(page), 0, `${hash} at ${width}`)
      }
    }
    await page.goto(`${status.base}/#/source/bad`)
    await page.waitForSelector('#about')
    t.match(await page.textContent('#about'), evil.image, 'it is there, though')
    t.match(await page.textContent('#about'), 'Lake⟨U+202E⟩ecar nurt⟨U+200B⟩')
    t.same(wrongs, [])
  })

  t.test('a viewer has no buttons, and acts refused by the database', async t => {
    const { page, wrongs } = await open(t, '', as('guest'))
    t.match(await page.textContent('.who'), 'guest viewer')
    for (const hash of everyPage) {
      await page.goto(`${status.base}/${hash}`)
      await shown(page)
      t.equal(await page.locator('[data-act]').count(), 0, hash)
    }
    t.same(wrongs, [])
    const answer = await page.evaluate(
      `fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: 'mutation { approveRun(input: { run: ${ids.held} }) { clientMutationId } }' }) }).then(r => r.json())`,
    )
    t.match(answer, { data: { approveRun: null }, errors: [{ message: /only an operator/ }] })
    const { page: other } = await open(t)
    t.ok((await other.locator('[data-act]').count()) > 5, 'an operator has them')
  })

  t.test('nobody sees anything without a name', async t => {
    const context = await browser.newContext()
    t.teardown(() => context.close())
    const page = await context.newPage()
    const answer = await page.goto(status.base).catch(() => null)
    t.equal(answer?.status() ?? 401, 401)
    t.equal(await page.locator('.tile').count(), 0)
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    t.test(`it can be read and used by everybody, ${colorScheme}`, async t => {
      const { page } = await open(t, '', { colorScheme })
      const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor')
      t.equal(ground, colorScheme === 'light' ? 'rgb(243, 245, 242)' : 'rgb(17, 22, 19)')
      t.same(await violations(page), [])
      // The colours are the same everywhere.
      for (const hash of colorScheme === 'dark' ? [] : everyPage.slice(1)) {
        await page.goto(`${status.base}/${hash}`)
        await shown(page)
        t.same(await violations(page), [], hash)
      }
      await page.goto(`${status.base}/`)
      await page.click('button[data-act=discardRun]')
      t.same(await violations(page), [], 'the dialog')
    })
  }

  t.test('the first page asks once, however much there is', async t => {
    const { page } = await open(t)
    // What it asks last of its own accord, before it is loaded again.
    await page.waitForSelector('#held details')
    const asked: string[] = []
    page.on('request', request => asked.push(request.postData() ?? ''))
    await page.reload()
    await page.waitForSelector('.tile')
    await page.waitForSelector('#held details')
    t.equal(asked.filter(body => body.includes('activity')).length, 1)
    const compared = () => asked.filter(body => body.includes('changeKinds')).length
    t.equal(compared(), 1)
    // What takes longer than the rest may fail without it.
    await page.route('**/graphql', route =>
      route.request().postData()?.includes('changeKinds') ? route.abort() : route.continue(),
    )
    asked.length = 0
    await page.reload()
    await page.locator('#held', { hasText: 'could not be compared: The server is not there' }).waitFor()
    t.equal(await page.textContent('h1'), '2 of 3 sources need you', 'the page was answered')
    const again = page.waitForResponse(answer => Boolean(answer.request().postData()?.includes('activity')))
    await page.keyboard.press('r')
    await again
    t.equal(compared(), 1, 'what just failed is let be')
  })

  t.test('when a run may end is told from what was done, and why where it is not known', async t => {
    const { page } = await open(t)
    const told = (run: object) =>
      page.evaluate<{ text: string; why: string }>(
        `import('/estimates.js').then(({ estimate }) => estimate(${JSON.stringify(run)}))`,
      )
    const startedAt = new Date(Date.now() - 60_000).toISOString()
    const run = (id: string, settled: number, trigger = 'cron') => ({
      id,
      settled,
      planned: 40,
      trigger,
      startedAt,
    })
    t.match(await told({ ...run('0', 0), planned: 0 }), { text: 'is asked what to fetch' })
    t.match(await told(run('1', 0)), { text: 'end unknown', why: /^None of its own requests/ })
    t.match(await told(run('2', 10)), { text: 'about 3 min left', why: /^10 requests took 1 min, 30 remain/ })
    t.match(await told(run('3', 40)), { text: 'is being published' })
    t.match(
      await told(run('4', 30, 'retry')),
      { text: 'end unknown' },
      'what a retry took over tells nothing',
    )
    t.match(await told(run('4', 31, 'retry')), { text: /left$/ })
  })

  t.test('ages are told by the clock of the server', async t => {
    const { page } = await open(t)
    const ago = (seconds: number, clock = 0) =>
      page.evaluate<string>(
        `import('/format.js').then(({ ago, setServerTime }) => {
          setServerTime(new Date(Date.now() + ${clock} * 1000).toUTCString())
          return ago(new Date(Date.now() - ${seconds} * 1000).toISOString())
        })`,
      )
    t.equal(await ago(0), 'now')
    t.equal(await ago(42), '42 s ago')
    t.equal(await ago(190), '3 min ago')
    t.equal(await ago(3 * 3600 + 300), '3 h 5 min ago')
    t.equal(await ago(3 * 86_400), '3 days ago')
    t.equal(await ago(-7300), 'in 2 h 2 min')
    t.match(await ago(0, 3600), /^(1 h|60 min) ago$/, 'this machine is an hour late')
  })

  t.test('of many hosts those that are not asked come first, and the rest is said to be there', async t => {
    await hands.rows(`
      insert into ingest.hosts (name, interval_ms, paused_at, pause_reason)
      select 'a' || n, 0, null, null from generate_series(1, 60) n union all select 'w', 0, now(), 'It is down'`)
    const { page } = await open(t)
    t.match(await page.textContent('#hosts .heading'), /the first 50 of \d\d/)
    t.match(await page.locator('#hosts tbody tr').first().textContent(), /w.*paused.*It is down.*Resume/s)
  })
})
