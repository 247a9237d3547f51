/** An item by its index number, for whoever knows nothing else of it: sent on to its page. */
import type { APIRoute } from 'astro'

import { got } from '~/api/client'
import { ApiError } from '~/api/errors'

export const GET: APIRoute = async ({ locals, url, redirect }) => {
  const number = url.searchParams.get('number')?.slice(0, 80)
  if (!number) throw new ApiError('missing')
  const item = await got(locals.api.GET('/api/v1/items/by-index-number/', { params: { query: { number } } }))
  return redirect(item.url)
}
