/** Something that is being written, on its way from page to page: src/sending/keep.ts says why it travels in the form. */
import { NO_SIGN, type Sign, signIn } from '~/sending/human'
import { textIn, textsIn } from '~/sending/keep'
import { type Upload, uploadsIn } from '~/sending/uploads'

export interface Draft<Name extends string = string> {
  readonly texts: Readonly<Record<Name, string>>
  readonly uploads: readonly Upload[]
  readonly sign: Sign
  /** Idempotency-Key: made with the first answer to what was typed, so that no cached page holds one. */
  readonly key: string
}

const KEY = /^[\w-]{16,64}$/

export function emptyDraft<Name extends string>(names: readonly Name[], texts: Partial<Record<Name, string>> = {}): Draft<Name> {
  const empty = Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>
  return { texts: { ...empty, ...texts }, uploads: [], sign: NO_SIGN, key: '' }
}

export function draftIn<Name extends string>(form: FormData, names: readonly Name[]): Draft<Name> {
  const key = textIn(form, 'key')
  return {
    texts: textsIn(form, names),
    uploads: uploadsIn(form),
    sign: signIn(form),
    key: KEY.test(key) ? key : crypto.randomUUID(),
  }
}
