import { createHash } from 'node:crypto'

import type { APIContext, MiddlewareNext } from 'astro'

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

/** Seconds that caches may keep a public page, and serve it while they ask anew. */
const PUBLIC = 'public, max-age=10, stale-while-revalidate=30'

/** Headers for safety on everything; for pages also an ETag, 304, and how long caches may keep them. */
export async function setHeaders({ locals, request }: APIContext, next: MiddlewareNext): Promise<Response> {
  const answer = await next()
  for (const [name, value] of Object.entries(ALWAYS)) answer.headers.set(name, value)
  answer.headers.set('X-Request-ID', locals.requestId)
  if (!answer.headers.get('content-type')?.startsWith('text/html')) return answer
  answer.headers.set('Content-Type', 'text/html; charset=utf-8')
  answer.headers.append('Vary', 'Cookie')
  if (!isPublic(request, locals, answer)) {
    answer.headers.set('Cache-Control', 'no-store')
    return answer
  }
  return withETag(request, answer)
}

function isPublic(request: Request, locals: App.Locals, answer: Response): boolean {
  return request.method === 'GET' && answer.status === 200 && locals.keep === 'public' && locals.trouble === undefined
}

async function withETag(request: Request, answer: Response): Promise<Response> {
  const body = Buffer.from(await answer.arrayBuffer())
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
  answer.headers.set('ETag', etag)
  answer.headers.set('Cache-Control', PUBLIC)
  const known = request.headers.get('if-none-match')?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known?.includes(etag)) return new Response(null, { status: 304, headers: answer.headers })
  return new Response(body, { status: answer.status, headers: answer.headers })
}
