/**
 * The letter that a reader has opened, or has just sent: number and code in a sealed cookie, so that neither stands in an
 * address. It is good for half an hour after its last use, on the pages of letters only.
 */
import { sealedCookie } from '~/sending/sealed'

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

export const { keep: keepOpen, read: openedIn, forget: close } = sealedCookie<Opened>('letter', '/letters/')
