/** “我为政府网站找错”: the national platform where the office has entered its address, else the channel for it. */
import type { APIRoute } from 'astro'

import { addresses, pathOfWriting, withQuery } from '~/addresses'
import { gotOr } from '~/api/client'

export const GET: APIRoute = async ({ url, locals, redirect }) => {
  if (locals.site.error_report_url) return redirect(locals.site.error_report_url, 302)
  const { results } = await gotOr(locals.api.GET('/api/v1/channels/'), { results: [] })
  const channel = results.find(({ kind }) => kind === 'site_error')
  const page = url.searchParams.get('page') ?? ''
  return redirect(channel ? withQuery(pathOfWriting(channel.code), { page }) : addresses.write, 302)
}
