import t from 'tap'
import { cleanName, nameAndEdition, nameCore } from '../../parsing/names.ts'
import { httpUrl } from '../../parsing/urls.ts'

t.test('names are text, whatever the form they were typed into did to them', async t => {
  const names: [string, string][] = [
    ['  Mainzer\t 45er \n', 'Mainzer 45er'],
    ['R&ouml;ssleweg &amp; more', 'Rössleweg & more'],
    ['Caf&amp;eacute; Run', 'Café Run'],
    ['Mud &amp Guts', 'Mud & Guts'],
    ['A&#8217;s &#x1F3C3;', 'A’s 🏃'],
    ['<b>Bold</b> 50K<br/>', 'Bold 50K'],
    ['10 < 20 miles', '10 < 20 miles'],
    ['Zero\u200bwidth\u0000 \u202egnp', 'Zerowidth gnp'],
    ['Cafe\u0301', 'Café'],
    ['', ''],
  ]
  for (const [typed, clean] of names) t.equal(cleanName(typed), clean, JSON.stringify(typed))
  t.ok(cleanName('x'.repeat(1e6)).length <= 2000)
})

t.test('the core of a name is the same for its distances and years', async t => {
  const same = [
    ['Taubertal 100 km', 'Taubertal 50 km', '14. Taubertal-Ultra 2026'],
    ['24 h Lauf Freudenstadt', '12h-Lauf Freudenstadt', '6 Stunden Lauf Freudenstadt'],
    ['HURT 100 Miler', 'H.U.R.T. 100K'.replaceAll('.', '')],
    ['Big Bend 50K presented by A Shop', 'Big Bend Ultra'],
    ['Rheinsteig-Erlebnislauf XII', 'Rheinsteig Erlebnislauf'],
  ]
  for (const [first = '', ...others] of same)
    for (const other of others) t.equal(nameCore(other), nameCore(first), other)
  t.not(nameCore('Taubertal 100'), nameCore('Altmühltal 100'))
})

t.test('a name of nothing but such words keeps some', async t => {
  for (const name of ['The 100 Mile', 'Trail Run', '24h', '100', 'Ultra']) t.not(nameCore(name), '', name)
})

t.test('links are http or https, to a host, without credentials', async t => {
  t.equal(httpUrl('https://example.org/a?b=c#d'), 'https://example.org/a?b=c#d')
  t.equal(httpUrl(' http://example.org '), 'http://example.org/')
  t.equal(httpUrl('www.example.org/race'), 'https://www.example.org/race')
  t.equal(httpUrl('//example.org'), 'https://example.org/')
  t.equal(httpUrl('example.org:8080/x'), 'https://example.org:8080/x')
  const bad = [
    ...[
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
    ],
    ...[
      'ftp://example.org',
      'mailto:a@example.org',
      'file:///etc/passwd',
      'http://',
      'https://user:secret@example.org',
    ],
    ...['', '   ', 'none', 'http://exa mple.org', `https://example.org/${'x'.repeat(3000)}`],
  ]
  for (const text of [...bad, null, undefined]) t.equal(httpUrl(text), null, String(text).slice(0, 60))
})

t.test('the edition and the year are kept apart from the name', async t => {
  const names: [string, string, number | null][] = [
    ['5. Mainzer 45er', 'Mainzer 45er', 5],
    ['Mainzer 45er', 'Mainzer 45er', null],
    ['24 h Lauf Freudenstadt', '24 h Lauf Freudenstadt', null],
    ['12th Annual Bear Chase', 'Bear Chase', 12],
    ['The 3rd Annual Foo 50K', 'Foo 50K', 3],
    ['21e Ultra du Lac', 'Ultra du Lac', 21],
    ['Foo Trail 2027', 'Foo Trail', null],
    ['2027 Foo Trail', 'Foo Trail', null],
    ['Foo Trail (2027)', 'Foo Trail', null],
    ['Foo Trail 2026', 'Foo Trail 2026', null],
    ['7. Foo Trail 2027', 'Foo Trail', 7],
    ['Foo Trail - 10. Auflage', 'Foo Trail - 10. Auflage', null],
    ['Foo Trail, Edition 4', 'Foo Trail', 4],
    ['6. Stundenlauf', 'Stundenlauf', 6],
    ['100', '100', null],
    ['2027', '2027', null],
    ['1st', '1st', null],
    ['Race to the 25th Mile', 'Race to the 25th Mile', null],
  ]
  for (const [text, name, edition] of names) t.same(nameAndEdition(text, '2027'), { name, edition }, text)
})
