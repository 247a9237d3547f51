/** A letter that was opened with its number and code, and what its writer may do with it. */
import type { AstroCookies } from 'astro'

import { type Api, attempt, type Attempt } from '~/api/client'
import type { ApiError } from '~/api/errors'
import type { components } from '~/api/schema'
import type { FormErrors } from '~/forms'
import type { Translate } from '~/i18n'
import { ungrouped } from '~/letters/codes'
import { textIn } from '~/sending/keep'
import { type Opened, openedIn } from '~/sending/session'

export type Tracked = components['schemas']['TrackedLetter']
export type Case = components['schemas']['TrackedCase']

/** What stands in the fields for number and code. */
export interface Typed {
  readonly receipt_number: string
  readonly query_code: string
}

export const CODE_FIELDS = ['receipt_number', 'query_code'] as const

export function typedCode(form: FormData): Typed {
  return { receipt_number: textIn(form, 'receipt_number').trim(), query_code: textIn(form, 'query_code').trim() }
}

function missingCode(typed: Typed, t: Translate): FormErrors {
  const empty = CODE_FIELDS.filter((name) => typed[name] === '')
  return Object.fromEntries(empty.map((name) => [name, t(`track.need.${name}`)]))
}

/** The form for number and code: empty, `opened`, or with what is wrong; and the status of the page that shows it. */
export interface Opening {
  readonly isSent: boolean
  readonly typed: Typed
  readonly status: number
  readonly errors: FormErrors
  readonly opened: Opened | undefined
  readonly trouble: ApiError | undefined
}

/** Open what the form names, by `ask`. Without a form nothing is asked. */
export async function tryCode(form: FormData | undefined, t: Translate, ask: (opened: Opened) => Promise<Attempt<unknown>>): Promise<Opening> {
  const typed = form ? typedCode(form) : { receipt_number: '', query_code: '' }
  const empty = { isSent: form !== undefined, typed, errors: {}, opened: undefined, trouble: undefined }
  if (form === undefined) return { ...empty, status: 200 }
  const missing = missingCode(typed, t)
  if (Object.keys(missing).length > 0) return { ...empty, status: 422, errors: missing }
  const opened = openedBy(typed)
  const answer = await ask(opened)
  if (answer.ok) return { ...empty, status: 200, opened }
  const errors = codeErrors(answer.error, t)
  if (errors === undefined) return { ...empty, status: answer.error.status, trouble: answer.error }
  return { ...empty, status: answer.error.kind === 'limited' ? 429 : 422, errors }
}

/** The letter. Asked for by POST, so that neither number nor code stands in an address. */
export function open(api: Api, { number, code }: Opened): Promise<Attempt<Tracked>> {
  return attempt(api.POST('/api/v1/letters/open/', { body: { receipt_number: number, query_code: code } }))
}

function openedBy(typed: Typed): Opened {
  return { number: ungrouped(typed.receipt_number), code: ungrouped(typed.query_code) }
}

/**
 * Which letter a form of the tracking pages is about: the one that is open, or after half an hour the one whose number and
 * code stand in the form. A form that took long to fill in so loses nothing.
 */
export function letterOf(cookies: AstroCookies, form: FormData | undefined): Opened | undefined {
  const opened = openedIn(cookies)
  if (opened !== undefined || form === undefined) return opened
  const typed = typedCode(form)
  return typed.receipt_number && typed.query_code ? openedBy(typed) : undefined
}

/** What an error says at the fields of number and code; undefined for what is not about them. */
export function codeErrors(error: ApiError, t: Translate): FormErrors | undefined {
  if (error.kind === 'forbidden') return { receipt_number: t('track.wrong') }
  if (error.kind === 'limited' && error.retryAfter !== undefined) return { receipt_number: t('track.locked', { minutes: Math.ceil(error.retryAfter / 60) }) }
  if (error.kind === 'refused') return { receipt_number: error.detail || t('track.wrong') }
  return undefined
}

/** The case at a place of the letter, 1 the first: its number does not stand in addresses. */
export function caseAt(letter: Tracked, url: URL): Case | undefined {
  return letter.cases[Number(url.searchParams.get('case') ?? '1') - 1]
}
