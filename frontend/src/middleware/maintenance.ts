import type { APIContext, MiddlewareNext } from 'astro'

import { formIn } from '~/sending/keep'
import { settings } from '~/settings'

/** While the site is being worked on, every address says so; what somebody has just sent stays in the page, to be sent later. */
export async function maintain({ locals, request, url }: APIContext, next: MiddlewareNext): Promise<Response> {
  if (!settings.maintenance || locals.trouble !== undefined) return next()
  locals.trouble = 'maintenance'
  if (request.method === 'POST') locals.sent = { form: await formIn(request).catch(() => undefined), to: url.pathname + url.search }
  return next(new Request(new URL('/trouble/', url), { headers: request.headers }))
}
