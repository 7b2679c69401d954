/** One source: how it is, its runs, and what of it could not be read. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { count, duration, number, percent, secondsOf } from '../format.js'
import { chip, empty, facts, foreign, long, ofAll, outside, pager, section, table, time } from '../parts.js'
import { sparkline } from '../plots.js'
import { rejectFields, rejectTable } from '../sections/rejects.js'
import { runFields, runTable } from '../sections/runs.js'
import { acts, tileFields } from '../sections/sources.js'

const size = 50

/** @param {any} _ @param {Record<string, string>} place */
export const title = (_, { name }) => `Source ${name}`

/** @param {Record<string, string>} _ @param {string} common */
export const query = (_, common) => `query ($name: String!, $from: Int) {
  ${common}
  source(name: $name) {
    name title state since why ${tileFields}
    attribution licence homePage termsUrl staleAfter { days hours minutes seconds } unreadShare publishedAt erasedReason
    limits { maxDrop maxRejected maxUnread maxUnplaced maxMisdated maxChanged }
    size { versions snapshots snapshotBytes runs requests }
    sites(first: 100) { totalCount nodes { url addedAt } }
    list: runs(first: ${size}, offset: $from, orderBy: ID_DESC) { totalCount nodes { ${runFields} } }
    rejectList(first: 10, orderBy: RUN_ID_DESC) { nodes { ${rejectFields} } }
  }
}`

/** @param {Record<string, string>} place */
export const variables = ({ name, from }) => ({ name, from: Number(from ?? 0) })

/** @param {any} data @param {{ place: Record<string, string> }} page */
export function view({ source }, { place }) {
  if (!source) return empty(`There is no source "${place.name}".`)
  const { limits, size: kept } = source
  return html`
    ${section(
      'about',
      foreign(source.title),
      html`
      <p>${chip(source.state)} ${source.since ? html`<span class="quiet">since ${time(source.since)}</span>` : nothing}</p>
      ${source.why ? html`<div class="why">${long(source.why, 600)}</div>` : nothing}
      ${sparkline([...source.runs.nodes].reverse())}
      ${facts([
        ['Records', number(source.records)],
        ['Events', number(source.events)],
        ['Said', time(source.observedAt, 'nothing yet')],
        ['Next fetch', time(source.nextTick, 'by hand only')],
        ['Stale after', duration(secondsOf(source.staleAfter))],
        ['Unread', percent(source.unreadShare)],
        ['Asked today', count(source.requestsToday, 'request')],
        [
          'Kept',
          kept
            ? `${count(kept.versions, 'version')}, ${count(kept.snapshots, 'page')} of ${number(Math.ceil(kept.snapshotBytes / 1000))} kB`
            : nothing,
        ],
        [
          'Limits',
          limits
            ? `drop ${percent(limits.maxDrop)}, rejected ${percent(limits.maxRejected)}, unread ${percent(limits.maxUnread)}, unplaced ${percent(limits.maxUnplaced)}, misdated ${percent(limits.maxMisdated)}, changed ${percent(limits.maxChanged)}`
            : nothing,
        ],
        ['Home page', outside(source.homePage)],
        ['Terms', source.termsUrl ? outside(source.termsUrl) : nothing],
        ['Licence', foreign(source.licence)],
        ['Attribution', foreign(source.attribution)],
      ])}`,
      acts(source),
    )}
    ${
      source.sites.nodes.length > 0
        ? section(
            'sites',
            'Sites',
            table(
              'Sites',
              ['Site', 'Added'],
              source.sites.nodes,
              site => [outside(site.url), time(site.addedAt)],
              site => site.url,
            ),
            ofAll(source.sites),
          )
        : nothing
    }
    ${section('runs', 'Runs', [
      runTable(source.list.nodes, `Runs of ${source.name}`),
      pager(`#/source/${source.name}`, Number(place.from ?? 0), size, source.list.totalCount),
    ])}
    ${section('rejects', 'Rows that could not be read', rejectTable(source.rejectList.nodes))}`
}
