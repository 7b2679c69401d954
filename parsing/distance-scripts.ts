/** Japanese, Chinese and Korean: no blanks part their words, so those that matter are looked for within. */

/** By the word that the rest of the reading knows. */
const byWord = {
  km: 'キロメートル キロ 公里 千米 킬로미터 킬로',
  mile: 'マイル 英里 마일',
  hour: '時間 小时 小時 시간',
  days: '日間',
  marathon: 'フルマラソン 全程马拉松 全程馬拉松 全马 全馬 풀코스 풀마라톤',
  halfmarathon: 'ハーフマラソン 半程马拉松 半程馬拉松 半马 半馬 半程 하프마라톤 하프코스',
  backyard: 'バックヤード 백야드 后院 後院',
  ultra: 'ウルトラ 울트라 超级 超級',
  relay: 'リレー 接力 駅伝 릴레이 계주',
  limit: '制限時間 制限 関門 限时 限時 关门时间 關門時間 关门 제한시간 제한 컷오프',
  climb: '累積標高 獲得標高 標高 高低差 累计爬升 爬升 누적고도 고도',
  loop: '周回',
  walk: 'ウォーキング ウォーク 徒步 徒歩 健走 걷기',
  bike: '自転車 サイクリング 骑行 騎行 自行车 자전거',
  virtual: 'バーチャル オンライン 线上 線上 비대면 버추얼',
  cancelled: '中止 取消 취소',
}
/** Words that others begin with, too: フルーツ is fruit. */
const alone = { marathon: 'フル 全程 풀', halfmarathon: 'ハーフ 하프' }

const pairs = (words: Record<string, string>) =>
  Object.entries(words).flatMap(([word, texts]) =>
    texts.split(' ').map((text): [string, string] => [text, word]),
  )
const meanings: ReadonlyMap<string, string> = new Map([...pairs(byWord), ...pairs(alone)])
const oneOf = (words: Record<string, string>) =>
  pairs(words)
    .map(([text]) => text)
    .sort((one, other) => other.length - one.length)
    .join('|')

const letters = '\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af'
const anyLetter = new RegExp(`[${letters}]`)
/** What matches the words of a text that has these scripts, its others too. */
export const scriptWords = `${oneOf(byWord)}|(?<![${letters}])(?:${oneOf(alone)})(?![${letters}])|[${letters}]|(?:(?![${letters}])[\\p{L}\\p{M}])+`

export const hasScript = (text: string): boolean => anyLetter.test(text)
/** The word that a text of these scripts stands for; itself where it stands for none. */
export const meaning = (text: string): string => meanings.get(text) ?? text
