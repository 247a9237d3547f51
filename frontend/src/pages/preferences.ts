/** 关怀版 and language: one form, two buttons, a cookie for a year. Works without JavaScript, and asks for nothing else. */
import type { APIRoute } from 'astro'

const CHOICES: Readonly<Record<string, readonly string[]>> = { view: ['care', 'standard'], language: ['zh-CN', 'en'] }
const YEAR = 365 * 24 * 60 * 60

export const POST: APIRoute = async ({ request, cookies, redirect, url }) => {
  const form = await request.formData()
  for (const [name, values] of Object.entries(CHOICES)) {
    const chosen = form.get(name)
    if (typeof chosen === 'string' && values.includes(chosen))
      cookies.set(name, chosen, { path: '/', maxAge: YEAR, sameSite: 'lax', httpOnly: true, secure: url.protocol === 'https:' })
  }
  return redirect(pathBack(form.get('back')), 303)
}

/** A path of this site, and nothing that a browser could take for another one. */
function pathBack(given: FormDataEntryValue | null): string {
  return typeof given === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(given) ? given : '/'
}
