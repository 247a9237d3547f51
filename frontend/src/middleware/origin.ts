import type { APIContext, MiddlewareNext } from 'astro'

const HARMLESS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Forms are taken from our own pages only. */
export async function checkOrigin({ request, url, locals }: APIContext, next: MiddlewareNext): Promise<Response> {
  if (HARMLESS.has(request.method) || isOwn(request.headers, url)) return next()
  locals.trouble = 'forbidden'
  return next(new Request(new URL('/trouble/', url), { headers: request.headers }))
}

/** Browsers say where a form comes from; whoever says nothing is not a browser that we know. */
function isOwn(headers: Headers, url: URL): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const from = headers.get('origin') ?? headers.get('referer')
  return from !== null && URL.canParse(from) && new URL(from).host === url.host
}
