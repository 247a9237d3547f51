/** The opinion that a reader has just given, or has opened by number and code. */
import { sealedCookie } from '~/sending/sealed'

export interface Opened {
  readonly number: string
  readonly code: string
  /** Of one that was given in this session, so that the receipt can be shown again. */
  readonly receipt?: { readonly collection: number; readonly title: string; readonly givenAt: string }
}

export const opinionCookie = sealedCookie<Opened>('opinion', '/collections/')
