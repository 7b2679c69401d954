/** Workers, hosts, the crontab, and what operators did. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { pauseOrResume, runNow } from '../deeds.js'
import { count, duration, json, number } from '../format.js'
import { chip, empty, foreign, long, ofAll, section, sourceLink, table, time } from '../parts.js'

export const workerFields = `id host pid tasks startedAt beatAt jobs busySince`
export const hostFields = `name state until why intervalMs failures lastError waiting requests24H`
export const cronFields = `line schedule task sourceName nextAt queuedAt lastAt lastTrigger lastResult lastReason`
export const actFields = `id at who act detail`

/** @param {any[]} rows */
export const workers = rows =>
  section(
    'workers',
    'Workers',
    rows.length === 0
      ? empty(html`No worker is alive: <code>npx ultrasearch worker</code> starts one.`)
      : table('Workers', ['Worker', 'At work', 'Alive since', 'Last beat'], rows, worker => [
          html`<span title=${worker.id}>${foreign(worker.host)} · ${worker.pid}</span> <div class="quiet">${worker.tasks?.join(', ') || 'all tasks'}</div>`,
          Number(worker.jobs) > 0
            ? html`${chip('busy', count(worker.jobs, 'job'))} <span class="quiet">${time(worker.busySince)}</span>`
            : chip('idle'),
          time(worker.startedAt),
          time(worker.beatAt),
        ]),
  )

const needy = ['paused', 'resting']
/** Those that are not asked first; the others stay where they are while they are busy and wait by turns. @param {any[]} rows */
const byNeed = rows => {
  const place = (/** @type {any} */ { state }) =>
    (needy.indexOf(state) + needy.length + 1) % (needy.length + 1)
  return [...rows].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name))
}

/** @param {{ nodes: any[], totalCount: number }} list */
export const hosts = list =>
  section(
    'hosts',
    'Hosts',
    list.nodes.length === 0
      ? empty('No host was ever asked.')
      : table(
          'Hosts',
          ['Host', 'State', 'Interval', 'In line', 'In 24 h', ''],
          byNeed(list.nodes),
          host => [
            html`${foreign(host.name)}`,
            html`${chip(host.state)} ${host.until ? html`<span class="quiet">until ${time(host.until)}</span>` : nothing}
            ${host.why ? html`<div class="quiet">${long(host.why, 90)}</div>` : nothing}`,
            host.intervalMs ? duration(host.intervalMs / 1000) : 'none',
            number(host.waiting),
            number(host.requests24H),
            html`<span class="buttons">${pauseOrResume('host', host)}</span>`,
          ],
          host => host.name,
        ),
    ofAll(list),
  )

/** @param {any[]} rows */
export const crontab = rows =>
  section(
    'crontab',
    'Crontab',
    rows.length === 0
      ? empty('No line is known: a worker writes down the crontab that it starts with.')
      : table(
          'Crontab',
          ['Line', 'Last', 'Next', ''],
          rows,
          line => [
            html`<strong>${line.task}</strong> ${line.sourceName ? sourceLink(line.sourceName) : nothing} <div class="quiet"><code>${line.schedule}</code> UTC</div>`,
            line.lastAt
              ? html`${chip(line.lastResult)} ${time(line.lastAt)}${line.lastTrigger && line.lastTrigger !== 'cron' ? html` <span class="quiet">by ${line.lastTrigger}</span>` : nothing}`
              : html`<span class="quiet">never</span>`,
            time(line.nextAt, 'never'),
            html`<span class="buttons">${runNow(line)}</span>`,
          ],
          line => line.line,
        ),
  )

/** @param {any[]} rows */
export const acts = rows =>
  section(
    'acts',
    'What operators did',
    rows.length === 0
      ? empty('Nothing yet.')
      : table('Acts', ['Act', 'Who', 'When'], rows, act => [
          html`<strong>${act.act.replaceAll('_', ' ')}</strong> <span class="quiet">${long(json(act.detail), 90)}</span>`,
          foreign(act.who),
          time(act.at),
        ]),
  )
