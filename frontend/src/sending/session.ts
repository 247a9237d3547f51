/**
 * The letter that a reader has opened, or has just sent: number and code in a sealed cookie, so that neither stands in an
 * address. It is good for half an hour after its last use, on the pages of letters only.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

import type { AstroCookies } from 'astro'

import { settings } from '~/settings'

export interface Opened {
  readonly number: string
  readonly code: string
  /** Of a letter that was sent in this session, so that the receipt can be shown again. */
  readonly receipt?: {
    readonly receivedAt: string
    readonly dueOn: string | null
    readonly dueDay: string
    readonly isProvisional: boolean
    readonly nextStep: string
    readonly channel: string
  }
}

const NAME = 'letter'
const PATH = '/letters/'
const SECONDS = 30 * 60
const CIPHER = 'aes-256-gcm'
const [NONCE_BYTES, TAG_BYTES] = [12, 16]
const key = settings.sessionKey ? createHash('sha256').update(settings.sessionKey).digest() : randomBytes(32)

/** Begin the half hour, or begin it anew. */
export function keepOpen(cookies: AstroCookies, url: URL, opened: Opened, now = Date.now()): void {
  const sealed = seal(JSON.stringify({ opened, until: now + SECONDS * 1000 }))
  const secure = url.protocol === 'https:' || settings.publicUrl.startsWith('https:')
  cookies.set(NAME, sealed, { path: PATH, maxAge: SECONDS, httpOnly: true, sameSite: 'strict', secure })
}

/** What is open; nothing after half an hour, or where the cookie is not ours. */
export function openedIn(cookies: AstroCookies, now = Date.now()): Opened | undefined {
  const text = unseal(cookies.get(NAME)?.value ?? '')
  if (text === undefined) return undefined
  const { opened, until } = JSON.parse(text) as { opened: Opened; until: number }
  return now < until ? opened : undefined
}

export function close(cookies: AstroCookies): void {
  cookies.delete(NAME, { path: PATH })
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
