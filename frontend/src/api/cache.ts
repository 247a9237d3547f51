/**
 * What this process remembers of the API's public answers.
 *
 * An answer is used as it is for FRESH seconds. Then it is asked for again with its ETag: within STALE seconds the reader
 * gets the old one meanwhile (stale-while-revalidate), later the reader waits. So whatever is withdrawn is gone
 * FRESH + STALE seconds later at most, without anybody having to tell us: docs/decisions/0016-the-public-site.md. While the
 * API is down, what is remembered is shown for KEPT seconds: nothing can have been withdrawn meanwhile.
 */
export const FRESH = 3
export const STALE = 7
export const KEPT = 600
const MOST_CHARACTERS = 32_000_000

export interface Remembered {
  readonly body: string
  readonly type: string
  readonly etag: string
  readonly at: number
}

const answers = new Map<string, Remembered>()
const underWay = new Map<string, Promise<Remembered>>()
let characters = 0

/** Fetches the answer, given the one that is remembered (to ask with its ETag, and to return it when it still holds). */
export type Fetcher = (known: Remembered | undefined) => Promise<Remembered>

/** The answer at `key`; `isOutage` says whether an error means that the API cannot be reached. */
export async function remembered(
  key: string,
  fetcher: Fetcher,
  { now = Date.now(), isOutage }: { now?: number; isOutage: (error: unknown) => boolean },
): Promise<Remembered> {
  const known = answers.get(key)
  const age = known === undefined ? Number.POSITIVE_INFINITY : (now - known.at) / 1000
  if (known !== undefined && age < FRESH) return known
  const coming = underWay.get(key) ?? begin(key, fetcher, known)
  if (known !== undefined && age < FRESH + STALE) {
    coming.catch(() => undefined) // whoever comes after STALE seconds hears of it
    return known
  }
  return coming.catch((error: unknown) => {
    if (known !== undefined && age < KEPT && isOutage(error)) return known
    throw error
  })
}

/** Ask once, however many readers wait for it. */
function begin(key: string, fetcher: Fetcher, known: Remembered | undefined): Promise<Remembered> {
  const coming = fetcher(known)
    .then((answer) => keep(key, answer))
    .catch((error: unknown) => {
      if (known !== undefined && isNoLongerThere(error)) forget(key)
      throw error
    })
    .finally(() => underWay.delete(key))
  underWay.set(key, coming)
  return coming
}

function isNoLongerThere(error: unknown): boolean {
  return error instanceof Error && 'kind' in error && (error.kind === 'gone' || error.kind === 'missing')
}

function keep(key: string, answer: Remembered): Remembered {
  forget(key)
  answers.set(key, answer)
  characters += answer.body.length
  for (const oldest of answers.keys()) {
    if (characters <= MOST_CHARACTERS) break
    forget(oldest)
  }
  return answer
}

function forget(key: string): void {
  characters -= answers.get(key)?.body.length ?? 0
  answers.delete(key)
}
