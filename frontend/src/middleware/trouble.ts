import type { APIContext, MiddlewareNext } from 'astro'

import { ApiError } from '~/api/errors'

/** What the API could not give becomes a page that says what is wrong and what to do, with the right status. */
export async function explain({ locals, request, url }: APIContext, next: MiddlewareNext): Promise<Response> {
  try {
    return await next()
  } catch (error) {
    if (locals.trouble !== undefined) throw error
    locals.trouble = error instanceof ApiError ? error : new ApiError('broken', { cause: error })
    if (locals.trouble.kind === 'broken') console.error(`${locals.requestId} ${request.method} ${url.pathname}`, error)
    // A new request: the body of the one that failed may have been read.
    return next(new Request(new URL('/trouble/', url), { headers: request.headers }))
  }
}
