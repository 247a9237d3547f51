import type { APIRoute } from 'astro'

import { absolute } from '~/addresses'

const CLOSED = ['/search/', '/letters/write/', '/letters/track/', '/preferences/', '/preview/', '/report-error/']
const MAPS = ['/sitemap.xml', '/sitemap-letters.xml']

export const GET: APIRoute = ({ url }) => {
  const lines = ['User-agent: *', ...CLOSED.map((path) => `Disallow: ${path}`), '', ...MAPS.map((path) => `Sitemap: ${absolute(path, url)}`)]
  return new Response(`${lines.join('\n')}\n`, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}
