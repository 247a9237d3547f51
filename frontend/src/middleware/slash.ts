import type { APIContext, MiddlewareNext } from 'astro'

/** Pages have one address each: with a slash at its end. What has an extension is a file. */
export async function addSlash({ request, url, redirect }: APIContext, next: MiddlewareNext): Promise<Response> {
  const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
  if (request.method !== 'GET' || last === '' || last.includes('.')) return next()
  return redirect(`${url.pathname.replace(/^\/{2,}/, '/')}/${url.search}`, 301)
}
