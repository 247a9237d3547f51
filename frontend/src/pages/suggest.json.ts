/** Suggestions for the search field's script: texts only. */
import type { APIRoute } from 'astro'

import { gotOr } from '~/api/client'

const LONGEST = 50

export const GET: APIRoute = async ({ url, locals }) => {
  const q = (url.searchParams.get('q') ?? '').slice(0, LONGEST)
  const none = { results: [], hot: [] }
  const { results } = await gotOr(locals.api.GET('/api/v1/suggest/', { params: { query: { q, limit: 8 } } }), none)
  const texts = results.map(({ text }) => ({ text }))
  return Response.json(texts, { headers: { 'Cache-Control': 'public, max-age=60' } })
}
