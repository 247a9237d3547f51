/** Where pages are. The API's own addresses (`url` of an item, a hit, a letter) are used as they come. */
import { settings } from '~/settings'

export const addresses = {
  home: '/',
  search: '/search/',
  disclosure: '/disclosure/',
  units: '/units/',
  letters: '/letters/',
  write: '/letters/write/',
  receipt: '/letters/receipt/',
  track: '/letters/track/',
  tracked: '/letters/track/letter/',
  statistics: '/letters/statistics/',
  questions: '/common-questions/',
  topics: '/hot-topics/',
  collections: '/collections/',
  siteMap: '/site-map/',
  help: '/help/',
  about: '/about/',
  statement: '/statement/',
  accessibility: '/accessibility/',
  reportError: '/report-error/',
  feed: '/feeds/items.atom',
} as const

export const pathOfUnit = (code: string): string => `/units/${encodeURIComponent(code)}/`
export const pathOfColumn = (id: number): string => `/columns/${id}/`
export const pathOfChannel = (id: number): string => `/channels/${id}/`
export const pathOfCollection = (id: number): string => `/collections/${id}/`
export const pathOfWriting = (channel: string): string => `/letters/write/${encodeURIComponent(channel)}/`
export const pathOfLetter = (id: number): string => `/letters/${id}/`
export const pathOfItem = (id: number): string => `/items/${id}/`

export const pathOfNumber = (number: string): string => withQuery('/items/by-number/', { number })

/** A path with a query; what is empty is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? path : `${path}?${text}`
}

/** The address that readers see, for links that leave the page: QR code, sharing, canonical. */
export function absolute(path: string, url: URL): string {
  return (settings.publicUrl || url.origin) + path
}

/** What follows `cursor=` in the `next` or `previous` of an answer. */
export function cursorIn(next: string | null | undefined): string | undefined {
  return next ? (new URL(next, 'http://api').searchParams.get('cursor') ?? undefined) : undefined
}
