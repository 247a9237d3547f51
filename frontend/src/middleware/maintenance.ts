import type { APIContext, MiddlewareNext } from 'astro'

import { settings } from '~/settings'

/** While the site is being worked on, every address says so. */
export async function maintain({ locals }: APIContext, next: MiddlewareNext): Promise<Response> {
  if (!settings.maintenance || locals.trouble !== undefined) return next()
  locals.trouble = 'maintenance'
  return next('/trouble/')
}
