/**
 * The sign that a person sends a form. The API takes one of three: a small task that src/scripts/human.ts lets the browser
 * do, a question in words, or figures in a picture. Each lets one sending through; one that was refused for other reasons
 * stays good, so it is carried along and not asked for again.
 */
import { type Api, attempt } from '~/api/client'
import type { ApiError } from '~/api/errors'
import { textIn } from '~/sending/keep'

export const SIGN_FIELDS = ['website', 'proof', 'question_token', 'question_answer'] as const
export type Sign = Readonly<Record<(typeof SIGN_FIELDS)[number], string>>

/** What a page asks. */
export interface Task {
  /** For the script; without it only the question is asked. */
  readonly challenge?: string
  readonly question?: string
  /** A PNG as the value of `src`. */
  readonly picture?: string
  readonly token: string
}

/** `question` and `picture` where somebody has chosen one; then the browser's own task is left out. */
export type Wanted = 'any' | 'question' | 'picture'

export interface Offer {
  readonly task?: Task
  readonly error?: ApiError
}

export const NO_SIGN: Sign = { website: '', proof: '', question_token: '', question_answer: '' }

export function signIn(form: FormData): Sign {
  return Object.fromEntries(SIGN_FIELDS.map((name) => [name, textIn(form, name).trim()])) as Sign
}

/** Whether somebody has given a sign already; whether it is a good one only the API knows. */
export function isGiven(sign: Sign): boolean {
  return sign.proof !== '' || (sign.question_token !== '' && sign.question_answer !== '')
}

export function isSignWrong(error: ApiError): boolean {
  return error.fields.some(({ name }) => name === 'proof' || name === 'question_answer')
}

/** A task; none where the API wants none. `error` where it gives no answer. */
export async function offerTask(api: Api, wanted: Wanted = 'any'): Promise<Offer> {
  if (wanted === 'picture') {
    const answer = await attempt(api.GET('/api/v1/letters/proof/picture/', { cache: 'no-store' }))
    return answer.ok ? { task: { picture: answer.data.picture, token: answer.data.question_token } } : { error: answer.error }
  }
  const answer = await attempt(api.GET('/api/v1/letters/proof/', { cache: 'no-store' }))
  if (!answer.ok) return { error: answer.error }
  const { is_required, challenge, question, question_token } = answer.data
  if (!is_required) return {}
  return { task: { question, token: question_token, ...(wanted === 'any' ? { challenge: JSON.stringify(challenge) } : {}) } }
}

export function wantedIn(deed: string): Wanted {
  return deed === 'picture' || deed === 'question' ? deed : 'any'
}
