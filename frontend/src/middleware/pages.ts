/** Finished pages, for the second or two in which many read the same one. How a reader reads is part of the key. */
const SECONDS = 2
const MOST_BYTES = 16_000_000

export interface Page {
  readonly body: Uint8Array<ArrayBuffer>
  readonly headers: [name: string, value: string][]
}

const pages = new Map<string, Page & { readonly until: number }>()
let bytes = 0

export function pageAt(key: string, now = Date.now()): Page | undefined {
  const page = pages.get(key)
  return page !== undefined && page.until > now ? page : undefined
}

export function rememberPage(key: string, page: Page, now = Date.now()): void {
  drop(key)
  pages.set(key, { ...page, until: now + SECONDS * 1000 })
  bytes += page.body.length
  for (const [oldest, { until }] of pages) {
    if (until > now && bytes <= MOST_BYTES) break
    drop(oldest)
  }
}

function drop(key: string): void {
  bytes -= pages.get(key)?.body.length ?? 0
  pages.delete(key)
}
