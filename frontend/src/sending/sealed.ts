/** A sealed cookie for half an hour after its last use: what a reader has opened, so that it stands in no address. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

import type { AstroCookies } from 'astro'

import { settings } from '~/settings'

const SECONDS = 30 * 60
const CIPHER = 'aes-256-gcm'
const [NONCE_BYTES, TAG_BYTES] = [12, 16]
const key = settings.sessionKey ? createHash('sha256').update(settings.sessionKey).digest() : randomBytes(32)

export interface SealedCookie<Kept> {
  /** Begin the half hour, or begin it anew. */
  readonly keep: (cookies: AstroCookies, url: URL, kept: Kept, now?: number) => void
  /** What is kept; nothing after half an hour, or where the cookie is not ours. */
  readonly read: (cookies: AstroCookies, now?: number) => Kept | undefined
  readonly forget: (cookies: AstroCookies) => void
}

/** The cookie `name`, for the pages below `path` only. */
export function sealedCookie<Kept>(name: string, path: string): SealedCookie<Kept> {
  return {
    keep(cookies, url, kept, now = Date.now()) {
      const sealed = seal(JSON.stringify({ name, kept, until: now + SECONDS * 1000 }))
      const secure = url.protocol === 'https:' || settings.publicUrl.startsWith('https:')
      cookies.set(name, sealed, { path, maxAge: SECONDS, httpOnly: true, sameSite: 'strict', secure })
    },
    read(cookies, now = Date.now()) {
      const text = unseal(cookies.get(name)?.value ?? '')
      if (text === undefined) return undefined
      const said = JSON.parse(text) as { name: string; kept: Kept; until: number }
      return said.name === name && now < said.until ? said.kept : undefined
    },
    forget(cookies) {
      cookies.delete(name, { path })
    },
  }
}

function seal(text: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

function unseal(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return undefined // not sealed by us, or by us before a restart
  }
}
