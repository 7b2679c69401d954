/** Units and numbers as written, in lower case. */

export type Unit = 'mile' | 'km' | 'hour' | 'day' | 'm'
/** A unit as written: how many of `unit` one of it makes. */
export type WrittenUnit = { unit: Unit; factor: number }

function units(unit: Unit, factor: number, words: string): [string, WrittenUnit][] {
  return words.split(' ').map(word => [word, { unit, factor }])
}

/** Units by word. The lone letter m is not among them: its meaning hangs on its case and on the source. */
export const unitWords: ReadonlyMap<string, WrittenUnit> = new Map([
  ...units(
    'mile',
    1,
    'mi mile miles miler milers mis mls meile meilen mille milles milla millas miglia milhas mijl engelska',
  ),
  ...units('km', 1, 'k km kms kilometer kilometers kilometre kilometres kilometern kilomètre kilomètres'),
  ...units(
    'km',
    1,
    'kilómetro kilómetros kilometro kilometros kilometri chilometri quilômetros quilometros kilometrów',
  ),
  ...units('km', 1, 'kilometrar kilometers kilometrowy kilometrů kilometrin км'),
  ...units('km', 0.201168, 'furlong furlongs'),
  ...units(
    'hour',
    1,
    'h hr hrs hs hour hours hourly stunde stunden std stdn heure heures hora horas ora ore uur',
  ),
  ...units(
    'hour',
    1,
    'timmar timer godzin godzina godziny hodin tuntia tunnin timmars timers uurs uren óra órás ч час часа часов',
  ),
  ...units('hour', 1, 'godzinny godzinna godzinne godzinnego hodinový hodinovka ώρες saat'),
  ...units('hour', 1 / 60, 'min mins minute minutes minuten minutos minuti'),
  ...units(
    'day',
    1,
    'd day days tag tage tagen jour jours día días dia dias giorno giorni dagar dage dagen dni dní dnů',
  ),
  ...units('m', 1, 'meter meters metre metres mtr mtrs mts metros mètres metri metern'),
  ...units('m', 0.9144, 'yard yards yd yds'),
])

/** Lengths on a track, in metres: a number of them with an m is never miles. */
export const trackMetres: ReadonlySet<number> = new Set([400, 800, 1500, 1600, 3000, 3200, 5000, 10000])
