import { createHash } from 'node:crypto'

import type { APIContext, MiddlewareNext } from 'astro'

import { settings } from '~/settings'
import { type Page, pageAt, rememberPage } from '~/middleware/pages'

/**
 * Nothing stands inline, neither script nor style, so the policy names our own files only. It needs no nonces: a page
 * without them is the same for every reader, and can be compared by its ETag.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ')

const ALWAYS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
}

/** Of drafts: shown in a frame of the admin's and nowhere else, and the token in their address goes to nobody. */
const PREVIEW: typeof ALWAYS = {
  ...ALWAYS,
  'Content-Security-Policy': POLICY.replace("frame-ancestors 'self'", `frame-ancestors ${settings.adminOrigins}`),
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
}

/** Seconds that caches may keep a public page, and serve it while they ask anew. */
const PUBLIC = 'public, max-age=10, stale-while-revalidate=30'

/** Headers for safety on everything; for pages also an ETag, 304, and how long caches may keep them. */
export async function setHeaders({ locals, request, url }: APIContext, next: MiddlewareNext): Promise<Response> {
  const key = `${url.href} ${locals.care} ${locals.language}`
  const known = isReading(request) ? pageAt(key) : undefined
  const answer = known === undefined ? await next() : answerPage(request, known)
  for (const [name, value] of Object.entries(locals.isPreview ? PREVIEW : ALWAYS)) answer.headers.set(name, value)
  answer.headers.set('X-Request-ID', locals.requestId)
  if (known !== undefined || !answer.headers.get('content-type')?.startsWith('text/html')) return answer
  answer.headers.set('Content-Type', 'text/html; charset=utf-8')
  answer.headers.set('Vary', 'Cookie')
  if (!isPublic(request, locals, answer)) {
    answer.headers.set('Cache-Control', 'no-store')
    return answer
  }
  return withETag(request, answer, key)
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD'
}

function isPublic(request: Request, locals: App.Locals, answer: Response): boolean {
  return isReading(request) && answer.status === 200 && locals.keep === 'public' && locals.trouble === undefined
}

/** The page with its ETag, remembered; or 304, when the reader has it already. */
async function withETag(request: Request, answer: Response, key: string): Promise<Response> {
  const body = Buffer.from(await answer.arrayBuffer())
  answer.headers.set('ETag', `"${createHash('sha1').update(body).digest('base64url')}"`)
  answer.headers.set('Cache-Control', PUBLIC)
  rememberPage(key, { body, headers: [...answer.headers] })
  return answerPage(request, { body, headers: [...answer.headers] })
}

function answerPage(request: Request, { body, headers }: Page): Response {
  const out = new Headers(headers)
  const known = request.headers.get('if-none-match')?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  const isKnown = known?.includes(out.get('etag') ?? '') ?? false
  return new Response(isKnown ? null : body, { status: isKnown ? 304 : 200, headers: out })
}
