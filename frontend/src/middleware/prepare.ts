import type { APIContext, MiddlewareNext } from 'astro'

import { clientFor } from '~/api/client'
import { translator } from '~/i18n'
import { settings } from '~/settings'
import { siteFacts } from '~/site'

/** What pages find in `Astro.locals`: the request's number, a client, the facts of the site, and how the reader reads. */
export async function prepare(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { locals, request, cookies } = context
  locals.requestId = request.headers.get('x-request-id')?.match(/^[\w-]{8,64}$/)?.[0] ?? crypto.randomUUID()
  locals.api = clientFor({ requestId: locals.requestId, address: addressOf(context) })
  locals.language = cookies.get('language')?.value === 'en' ? 'en' : 'zh-CN'
  locals.lang = locals.language === 'en' ? 'en' : undefined
  locals.care = cookies.get('view')?.value === 'care'
  locals.t = translator(locals.language)
  locals.keep = 'public'
  locals.isPreview = false
  locals.trouble = undefined
  locals.sent = undefined
  locals.site = await siteFacts(locals.api)
  return next()
}

/** The reader's address: as the outermost of our own proxies saw it. */
function addressOf({ request, clientAddress }: APIContext): string {
  const seen = (request.headers.get('x-forwarded-for') ?? '').split(',').map((one) => one.trim())
  const trusted = settings.trustedProxies
  return (trusted > 0 && seen[seen.length - trusted]) || clientAddress
}
