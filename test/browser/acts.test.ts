import t, { type Test } from 'tap'
import { startSampleServer } from '../../samples/server.ts'
import { openBrowser, visit } from '../fixtures/browser.ts'
import { until } from '../fixtures/database.ts'
import { startPipeline } from '../fixtures/pipeline.ts'
import { gated, passOn, serve } from '../fixtures/server.ts'
import { startStatus } from '../fixtures/status-server.ts'

t.test('the status page, as it is used, beside a worker', async t => {
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  let isDown = true
  const sometimes = await serve(t, (request, response) => {
    if (isDown) response.writeHead(404).end()
    else passOn(samples.base('runraceusa').slice(0, -1), request, response)
  })
  const slow = await gated(t, samples.base('runsignup').slice(0, -1))
  const pipeline = await startPipeline(
    t,
    {
      utmb: samples.base('utmb'),
      runraceusa: sometimes,
      runsignup: slow.url,
    },
    { crontab: '17 3 1 1 * prune ?id=prune&jobKey=prune' },
  )
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const status = await startStatus(t, { database: pipeline })
  const open = async (t: Test, hash = '') => {
    const visited = await visit(t, browser, `${status.base}/${hash}`)
    await visited.page.waitForSelector('main[aria-busy=false] .panel')
    return visited
  }

  t.test('a run that goes on is seen without reloading', async t => {
    const { page, wrongs } = await open(t)
    t.match(await page.textContent('#running'), 'No run is under way.')
    t.match(await page.textContent('h1'), /^All is well$/)
    await page.dblclick('.tile[data-source=runsignup] button[data-act=fetchSource]')
    await page.waitForSelector('#said:has-text("The fetch of runsignup is queued.")')
    const run = page.locator('#running .progress')
    await run.waitFor()
    t.match(await run.textContent(), /runsignup 1.*0 of 1 request · end unknown/s)
    t.match(await page.textContent('.tile[data-source=runsignup]'), 'running now')
    t.match(
      await pipeline.rows(`select count(*) from status.audit where act = 'fetch_source'`),
      [{ count: 1 }],
      'once',
    )
    slow.open()
    await page.waitForSelector('#running:has-text("No run is under way.")')
    await page.waitForSelector('.tile[data-source=runsignup][data-state=fresh]:has-text("12 records")')
    t.same(wrongs, [])
  })

  t.test('a held run is judged, approved by the keyboard, and published before our eyes', async t => {
    const { page, wrongs } = await open(t)
    // Of one place nobody knows where it is.
    await pipeline.pool.query(`delete from ingest.place_overrides`)
    await pipeline.pool.query(`select status.set_limit('utmb', 'max_unplaced', 0.01)`)
    const { id } = await pipeline.fetch('utmb')
    const held = page.locator(`.held[data-run="${id}"]`)
    await held.waitFor()
    await page.waitForSelector('.tile[data-source=utmb][data-state=held]')
    t.match(await held.textContent(), /unplaced|neither coordinates/)
    await held.locator('details').waitFor()
    t.match(await held.locator('summary').textContent(), '14 added')
    for (let n = 0; n < 40; n++) {
      if (await page.evaluate(`document.activeElement?.dataset.act === 'approveRun'`)) break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.waitForSelector('#said:has-text("is approved: a worker publishes it.")')
    await page.waitForSelector('.tile[data-source=utmb][data-state=fresh]:has-text("11 events")')
    await page.waitForSelector('#held', { state: 'detached' })
    t.match(await pipeline.rows('select status from status.runs where id = $1', [id]), [
      { status: 'published' },
    ])
    t.match(await page.evaluate('document.activeElement.id'), /main|said/, 'the keys go on from the content')
    t.same(wrongs, [])
  })

  t.test('a failed request is asked for again', async t => {
    const run = await pipeline.fetch('runraceusa')
    const { page, wrongs } = await open(t)
    t.match(await page.textContent('h1'), '1 of 7 sources needs you')
    await page.click('.tile[data-source=runraceusa][data-state=failing] h3 a')
    await page.locator('#runs td a').first().click()
    await page.locator('#failed td a').first().click()
    await page.waitForSelector('#downloads td:has-text("404")')
    isDown = false
    await page.click('button[data-act=retryRequest]')
    await page.waitForSelector('#said:has-text("asks for it again")')
    const again = `select from status.runs where parent = ${run.id} and status = 'published'`
    await pipeline.until('it is published', again)
    await page.click('button[data-act=retryRequest]')
    await page.waitForSelector(`#said .bad:has-text("Run ${run.id} was retried already")`)
    await page.click('.name')
    await page.waitForSelector('.tile[data-source=runraceusa][data-state=fresh]')
    t.same(wrongs, [])
  })

  t.test('what is hard to take back is asked first, and what is paused says why', async t => {
    const { page, wrongs } = await open(t, '#/runs')
    const undo = page.locator('tr:has-text("runsignup 1") button[data-act=undoRun]')
    await undo.click()
    t.equal(await page.evaluate('document.activeElement.textContent'), 'Leave it')
    await page.keyboard.press('Escape')
    await page.waitForSelector('dialog', { state: 'hidden' })
    t.same(await pipeline.rows(`select from ingest.runs where trigger = 'undo'`), [])
    await undo.click()
    await page.click('dialog button.danger')
    await page.waitForSelector('td:has-text("runsignup 2")')
    await page.waitForSelector('tr:has-text("runsignup 1") .chip[data-state=undone]')

    await page.click('.name')
    await page.click('.tile[data-source=utmb] button[data-act=pauseSource]')
    await page.click('dialog button[value=yes]')
    t.ok(await page.isVisible('dialog input:invalid'), 'a reason is wanted')
    await page.fill('dialog input', '<b>Its owner asked</b>')
    await page.keyboard.press('Enter')
    await page.waitForSelector(
      '.tile[data-source=utmb][data-state=paused]:has-text("<b>Its owner asked</b>")',
    )
    await page.click('.tile[data-source=utmb] button[data-act=resumeSource]')
    await page.waitForSelector('.tile[data-source=utmb][data-state=fresh]')
    t.match(await page.textContent('#acts'), /resume source.*local/s)
    t.match(await page.textContent('#crontab'), /prune.*17 3 1 1 \* UTC.*never.*in \d+ days/s)
    await page.click('#crontab button[data-act=runLine]')
    await page.waitForSelector('#crontab .chip[data-state=done]')
    t.same(wrongs, [])
  })

  t.test('a server that hangs is found out', async t => {
    const { page } = await open(t)
    await page.clock.install()
    let asked = 0
    await page.route('**/graphql', () => {
      asked++
      return new Promise(() => {})
    })
    await page.evaluate(`window.told = []; import('/live.js').then(({ listen }) => {
      // What broke without a word: it opens, and says no more.
      window.WebSocket = class {
        static OPEN = 1
        constructor() { setTimeout(() => { this.readyState = 1; this.onopen() }, 1) }
        send(text) {
          if (text.includes('connection_init')) setTimeout(() => this.onmessage({ data: '{"type":"connection_ack"}' }), 1)
        }
        close() {}
      }
      listen({}, isLive => window.told.push(isLive), () => {})
    })`)
    for (let n = 0; n < 3; n++) {
      await page.keyboard.press('r')
      await page.clock.runFor(2_000)
    }
    await page.clock.runFor(10_000)
    await until('it is said', async () => /^No answer since/.test((await page.textContent('h1')) ?? ''))
    t.ok(asked < 3, 'one question at a time, or an older answer could come after a newer one')
    t.same((await page.evaluate<boolean[]>('window.told')).slice(0, 2), [true, false])
  })

  t.test('a server that is gone is said to be gone, and asked again until it is back', async t => {
    const { page, heard } = await open(t)
    // What happens before the page has subscribed again isn't told, and it may take its time: so run after run.
    const hearsOfRuns = (before = heard.length) =>
      until('it hears of runs', async () => {
        await pipeline.fetch('runraceusa')
        return heard.slice(before).some(text => text.includes('"runProgress"'))
      })
    const { port } = new URL(status.base)
    status.child.kill('SIGKILL')
    await status.ended
    await page.waitForSelector('h1:has-text("No answer since")')
    t.match(await page.title(), 'No answer · Ultrasearch')
    t.equal(await page.getAttribute('body', 'class'), 'lost', 'what is old looks old')
    t.match(await page.textContent('#headline'), 'What stands below is of then.')
    t.notMatch(await page.textContent('#live'), /live/)
    await startStatus(t, { database: pipeline, args: ['--port', port] })
    await page.waitForSelector('#live.on')
    t.equal(await page.textContent('h1'), 'All is well')
    t.equal(await page.getAttribute('body', 'class'), '')
    await hearsOfRuns()
    // A subscription that ends, since the server may have missed something, is begun again.
    const listening = `select pg_terminate_backend(pid) as ended from pg_stat_activity
      where datname = current_database() and application_name = 'ultrasearch serve' and query ilike 'listen%'`
    t.match(await pipeline.rows(listening), [{ ended: true }])
    await pipeline.until('it listens again', listening.replace('pg_terminate_backend(pid)', 'pid'))
    await hearsOfRuns()
  })
})
