/** Files, feeds and sitemaps stand on the API's server: passed on as they are, so that a reader sees one site only. */
import type { APIContext } from 'astro'

import { patiently } from '~/api/client'
import { settings } from '~/settings'

const ASKED = ['accept', 'if-none-match', 'if-modified-since', 'range', 'if-range']
const ANSWERED = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
]

/** The answer of the API's server to the same path and query. Nothing of who asks is passed on, cookies least of all. */
export async function passOn({ request, url, locals }: APIContext): Promise<Response> {
  const headers = new Headers({ host: url.host, 'x-request-id': locals.requestId })
  copy(request.headers, headers, ASKED)
  const asked = { method: request.method, headers }
  const answer = await patiently(settings.apiUrl + url.pathname + url.search, asked, settings.seconds.upload)
  if (answer.status >= 300 && answer.status !== 304) return new Response(null, { status: answer.status === 410 ? 410 : 404 })
  const out = new Headers()
  copy(answer.headers, out, ANSWERED)
  if (answer.headers.has('content-encoding')) out.delete('content-length')
  return new Response(answer.body, { status: answer.status, headers: out })
}

function copy(from: Headers, to: Headers, names: readonly string[]): void {
  for (const name of names) {
    const value = from.get(name)
    if (value !== null) to.set(name, value)
  }
}
