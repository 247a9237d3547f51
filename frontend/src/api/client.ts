/** How pages talk to the API: one client a request, with patience, one retry for reads, and errors as `ApiError`. */
import createClient, { type Client } from 'openapi-fetch'

import { type Remembered, remembered } from '~/api/cache'
import { ApiError, errorOf } from '~/api/errors'
import type { paths } from '~/api/schema'
import { settings } from '~/settings'

export type Api = Client<paths>

const RETRY_AFTER_MS = 150
const BROKEN_OFF = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'])

export interface Asking {
  /** Passed on as X-Request-ID, so that one number finds a request in every log. */
  readonly requestId: string
  /** Address of the reader; passed on with writes only, because limits are per reader. */
  readonly address: string
}

/**
 * A client for the time of one request. Every answer but 2xx is thrown as an `ApiError`. Reads with `cache: 'no-store'` are
 * of this reader alone: never remembered, and counted by the API like writes.
 */
export function clientFor(asking: Asking): Api {
  return createClient<paths>({
    baseUrl: settings.apiUrl,
    fetch: (request) => (request.method === 'GET' && request.cache !== 'no-store' ? readThrough(request, asking) : send(request, asking)),
  })
}

/** What a call answered. `await got(api.GET('/api/v1/items/{item_id}/', …))` */
export async function got<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T
}

/** For forms: what a call answered, or why not, so that the page can keep what was typed. */
export type Attempt<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: ApiError }

export async function attempt<T>(call: Promise<{ data?: T }>): Promise<Attempt<T>> {
  try {
    return { ok: true, data: await got(call) }
  } catch (error) {
    if (error instanceof ApiError) return { ok: false, error }
    throw error
  }
}

/** For what a page can do without: the answer, or `otherwise`. */
export async function gotOr<T>(call: Promise<{ data?: T }>, otherwise: T): Promise<T> {
  const answer = await attempt(call)
  return answer.ok ? answer.data : otherwise
}

async function readThrough(request: Request, asking: Asking): Promise<Response> {
  const answer = await remembered(request.url, (known) => read(request.url, asking, known), { isOutage })
  return new Response(answer.body, { headers: { 'content-type': answer.type } })
}

function isOutage(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'down' || error.kind === 'slow')
}

async function read(url: string, asking: Asking, known: Remembered | undefined): Promise<Remembered> {
  const headers = new Headers({ accept: 'application/json', 'x-request-id': asking.requestId })
  if (known?.etag) headers.set('if-none-match', known.etag)
  const answer = await fetchTwice(url, { headers })
  const at = Date.now()
  if (answer.status === 304 && known !== undefined) return { ...known, at }
  if (!answer.ok) throw await errorOf(answer)
  const type = answer.headers.get('content-type') ?? 'application/json'
  return { body: await answer.text(), type, etag: answer.headers.get('etag') ?? '', at }
}

async function fetchTwice(url: string, init: RequestInit): Promise<Response> {
  try {
    return await patiently(url, init, settings.seconds.read)
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'down') throw error
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS))
    return patiently(url, init, settings.seconds.read)
  }
}

async function send(request: Request, asking: Asking): Promise<Response> {
  const isUpload = request.headers.get('content-type')?.startsWith('multipart/') ?? false
  request.headers.set('x-request-id', asking.requestId)
  request.headers.set('x-forwarded-for', asking.address)
  const seconds = isUpload ? settings.seconds.upload : settings.seconds.write
  const again = request.clone()
  const answer = await patiently(request, {}, seconds).catch((error: unknown) => {
    if (isBrokenOff(error)) return patiently(again, {}, seconds)
    throw error
  })
  if (!answer.ok) throw await errorOf(answer)
  return answer
}

/**
 * Whether the connection was closed under a request. Servers close idle ones, and one may be taken in that very moment; so
 * what was sent is sent once more. It is safe: letters carry a key, a sign of a person lets one thing through, and the rest
 * is refused a second time or changes nothing.
 */
function isBrokenOff(error: unknown): boolean {
  const cause = error instanceof ApiError && error.cause instanceof Error ? error.cause.cause : undefined
  return cause instanceof Error && 'code' in cause && BROKEN_OFF.has(String(cause.code))
}

/** A fetch that ends in time, whole body included. */
export async function patiently(what: string | Request, init: RequestInit, seconds: number): Promise<Response> {
  try {
    const answer = await fetch(what, { ...init, redirect: 'manual', signal: AbortSignal.timeout(seconds * 1000) })
    if (answer.status === 502 || answer.status === 503) throw await errorOf(answer)
    return answer
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw new ApiError(error instanceof DOMException && error.name === 'TimeoutError' ? 'slow' : 'down', { cause: error })
  }
}
