/** Files of the local Supabase's Storage in a folder: its light server's own adapter is not for others to use. */
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'

type Facts = { cacheControl: string; mimetype: string; size: number; contentLength: number; eTag: string }
type Told = Facts & { lastModified: Date; httpStatusCode: number }

/** What a file is, beside it. */
const factsOf = (file: string): string => `${file}.facts`

export class FolderStorage {
  readonly driver = null
  readonly #root: string

  constructor(root: string) {
    this.#root = path.resolve(root)
  }

  #at(bucket: string, key: string): string {
    const file = path.join(this.#root, bucket, key)
    if (!file.startsWith(path.join(this.#root, bucket) + path.sep))
      throw new Error(`No name for a file: ${key}`)
    return file
  }

  async headObject(bucket: string, key: string): Promise<Told> {
    const file = this.#at(bucket, key)
    const facts: Facts = JSON.parse(await readFile(factsOf(file), 'utf8'))
    return { ...facts, lastModified: (await stat(file)).mtime, httpStatusCode: 200 }
  }

  async getObject(bucket: string, key: string, _version?: string, headers?: { ifNoneMatch?: string }) {
    const metadata = await this.headObject(bucket, key)
    if (headers?.ifNoneMatch === metadata.eTag) return { metadata, httpStatusCode: 304 }
    return { metadata, httpStatusCode: 200, body: new Blob([await readFile(this.#at(bucket, key))]).stream() }
  }

  async uploadObject(
    bucket: string,
    key: string,
    _version: string | undefined,
    body: unknown,
    mimetype: string,
    cacheControl: string,
  ): Promise<Told> {
    const bytes = body instanceof Uint8Array ? body : await buffer(body as AsyncIterable<Uint8Array>)
    const size = bytes.length
    const eTag = `"${createHash('sha256').update(bytes).digest('hex')}"`
    const facts: Facts = { cacheControl, mimetype, size, contentLength: size, eTag }
    const file = this.#at(bucket, key)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, bytes)
    await writeFile(factsOf(file), JSON.stringify(facts))
    return { ...facts, lastModified: new Date(), httpStatusCode: 200 }
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    const file = this.#at(bucket, key)
    await Promise.all([rm(file, { force: true }), rm(factsOf(file), { force: true })])
  }

  async deleteObjects(bucket: string, keys: string[]): Promise<void> {
    await Promise.all(keys.map(key => this.deleteObject(bucket, key)))
  }

  async copyObject(
    fromBucket: string,
    from: string,
    _version: string | undefined,
    toBucket: string,
    to: string,
  ): Promise<Told> {
    const [source, target] = [this.#at(fromBucket, from), this.#at(toBucket, to)]
    await mkdir(path.dirname(target), { recursive: true })
    await Promise.all([copyFile(source, target), copyFile(factsOf(source), factsOf(target))])
    return this.headObject(toBucket, to)
  }

  async privateAssetUrl(bucket: string, key: string): Promise<string> {
    return `file://${this.#at(bucket, key)}`
  }
}
