/** Events as a feed of what changed, RSS 2.0. */
import { Feed } from 'feed'
import { attributionOf, distancesOf, type PublicEvent, placeOf, titleOf } from './event.ts'
import type { SourceTerms } from './library.ts'

export function newsOf(
  events: PublicEvent[],
  self: string,
  linkOf: (id: number) => string,
  sources: SourceTerms[],
): string {
  const latest = events
    .map(({ updated_at }) => updated_at)
    .sort()
    .at(-1)
  const feed = new Feed({
    id: self,
    link: self,
    title: 'Ultramarathons',
    description: 'Races that are new or have changed',
    copyright: sources.map(({ attribution, licence }) => `${attribution} (${licence})`).join('. '),
    // Unchanged events are the same text.
    updated: new Date(latest ?? 0),
    feedLinks: { rss: self },
  })
  for (const event of events) {
    const { id, start_date, end_date, updated_at } = event
    const days = end_date && end_date !== start_date ? `${start_date} to ${end_date}` : start_date
    feed.addItem({
      // Another version is another item: a reader shows it again.
      guid: `event-${id}@ultrasearch/${updated_at}`,
      id: linkOf(id),
      link: linkOf(id),
      // Its library ends a CDATA at the second of these.
      title: titleOf(event).replaceAll(']]>', ']] >'),
      description: escaped(
        [days, placeOf(event), distancesOf(event), attributionOf(event, sources)].filter(Boolean).join(' · '),
      ),
      date: new Date(updated_at),
    })
  }
  return feed.rss2()
}

/** Readers take a description for HTML. */
const escaped = (text: string): string => text.replace(/[&<>]/g, sign => `&#${sign.charCodeAt(0)};`)
