/** On a computer that others use: number and code are forgotten at once. */
import type { APIRoute } from 'astro'

import { addresses } from '~/addresses'
import { close } from '~/sending/session'

export const POST: APIRoute = ({ cookies, redirect }) => {
  close(cookies)
  return redirect(`${addresses.track}?why=left`, 303)
}
