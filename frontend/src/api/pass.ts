/** Files, feeds and sitemaps stand on the API's server: passed on as they are, so that a reader sees one site only. */
import { type IncomingMessage, request as askHttp } from 'node:http'
import { request as askHttps } from 'node:https'
import { Readable } from 'node:stream'

import type { APIContext } from 'astro'

import { ApiError } from '~/api/errors'
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
  // Not `fetch`: it would not say the host by which readers know us, and feeds name themselves by it.
  const headers: Record<string, string> = { host: (settings.publicUrl && new URL(settings.publicUrl).host) || url.host }
  headers['x-request-id'] = locals.requestId
  for (const name of ASKED) {
    const value = request.headers.get(name)
    if (value !== null) headers[name] = value
  }
  const answer = await ask(settings.apiUrl + url.pathname + url.search, request.method, headers)
  const status = answer.statusCode ?? 500
  if (status >= 300 && status !== 304) {
    answer.resume()
    throw new ApiError(status === 410 ? 'gone' : status === 429 ? 'limited' : status >= 500 ? 'down' : 'missing')
  }
  const out = new Headers()
  for (const name of ANSWERED) {
    const value = answer.headers[name]
    if (typeof value === 'string') out.set(name, value)
  }
  const body = status === 304 || request.method === 'HEAD' ? null : (Readable.toWeb(answer) as ReadableStream)
  return new Response(body, { status, headers: out })
}

function ask(address: string, method: string, headers: Record<string, string>): Promise<IncomingMessage> {
  const begin = address.startsWith('https:') ? askHttps : askHttp
  return new Promise((resolve, reject) => {
    const asked = begin(address, { method, headers, timeout: settings.seconds.read * 1000 }, resolve)
    asked.on('timeout', () => asked.destroy(new ApiError('slow')))
    asked.on('error', (error) => {
      reject(error instanceof ApiError ? error : new ApiError('down', { cause: error }))
    })
    asked.end()
  })
}
