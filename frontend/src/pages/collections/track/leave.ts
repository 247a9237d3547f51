/** Whoever sits at somebody else's machine closes their opinion. */
import type { APIRoute } from 'astro'

import { opinionCookie } from '~/opinions/session'

export const POST: APIRoute = ({ cookies, redirect }) => {
  opinionCookie.forget(cookies)
  return redirect('/collections/track/?why=left', 303)
}
