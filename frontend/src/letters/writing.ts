/** What becomes of a form of a letter that was sent to us: the form again, the page to check, or a receipt. */
import { type Api, attempt } from '~/api/client'
import type { ApiError } from '~/api/errors'
import type { components } from '~/api/schema'
import { errorsOf, type FormErrors } from '~/forms'
import type { Translate } from '~/i18n'
import { bodyOf, type Channel, type Draft, draftIn, emptyDraft, FIELDS, missingIn } from '~/letters/draft'
import { isGiven, isSignWrong, NO_SIGN, type Offer, offerTask, type Wanted, wantedIn } from '~/sending/human'
import { pressedIn } from '~/sending/keep'
import { FILES, sendFiles } from '~/sending/uploads'

type Receipt = components['schemas']['LetterReceipt']

/** The next page. `status` is the HTTP status it is answered with; `trouble` why the API took nothing. */
export interface Shown {
  readonly page: 'form' | 'check'
  readonly draft: Draft
  readonly errors: FormErrors
  readonly status: number
  readonly trouble?: ApiError
  /** The letter was received before, with another text: `write.sentBefore`. */
  readonly isSentBefore?: boolean
  readonly offer?: Offer
}

export type Outcome = { readonly receipt: Receipt } | { readonly shown: Shown }

interface Step {
  readonly api: Api
  readonly channel: Channel
  readonly form: FormData
  readonly t: Translate
}

export function blank(text: string): Shown {
  return { page: 'form', draft: emptyDraft({ text }), errors: {}, status: 200 }
}

export async function takeStep(step: Step): Promise<Outcome> {
  const [deed, what] = pressedIn(step.form)
  const typed = draftIn(step.form)
  if (deed === 'edit') return { shown: showForm(typed) }
  if (deed === 'remove') return { shown: showForm({ ...typed, uploads: typed.uploads.filter(({ token }) => token !== what) }) }
  if (deed === 'send') return send(step, typed)
  if (deed === 'picture' || deed === 'question') return { shown: await showCheck(step, { ...typed, sign: NO_SIGN }, wantedIn(deed)) }

  const { uploads, refused } = await sendFiles(step.api, step.form, step.channel.uploads, step.t)
  const draft = { ...typed, uploads }
  const errors: FormErrors = refused.length > 0 ? { [FILES]: refused.join(' ') } : {}
  if (deed === 'upload') return { shown: showForm(draft, errors) }
  const missing = inOrder({ ...missingIn(draft, step.channel, step.t), ...errors })
  if (Object.keys(missing).length > 0) return { shown: showForm(draft, missing) }
  return { shown: await showCheck(step, draft, 'any') }
}

async function send(step: Step, draft: Draft): Promise<Outcome> {
  const { api, channel, t } = step
  const missing = missingIn(draft, channel, t)
  if (Object.keys(missing).length > 0) return { shown: showForm(draft, missing) }
  const params = { header: { 'Idempotency-Key': draft.key } }
  const answer = await attempt(api.POST('/api/v1/letters/', { params, body: bodyOf(draft, channel) }))
  return answer.ok ? { receipt: answer.data } : { shown: await showRefused(step, draft, answer.error) }
}

async function showRefused(step: Step, draft: Draft, error: ApiError): Promise<Shown> {
  if (error.fields.some(({ name }) => name === 'Idempotency-Key')) {
    const shown = await showCheck(step, { ...draft, key: crypto.randomUUID(), sign: NO_SIGN }, 'question')
    return { ...shown, status: 422, isSentBefore: true }
  }
  if (isSignWrong(error)) {
    const shown = await showCheck(step, { ...draft, sign: NO_SIGN }, 'question')
    return { ...shown, status: 422, errors: { question_answer: error.fields.map(({ detail }) => detail).join(' ') } }
  }
  if (error.kind === 'refused') return showForm(draft, errorsOf(renamed(error), FIELDS))
  const shown = await showCheck(step, draft, 'any')
  return { ...shown, status: error.status, trouble: error }
}

/** The API calls the tokens of files `uploads`; here they are chosen in the field `files`. */
function renamed(error: ApiError): ApiError {
  const fields = error.fields.map(({ name, detail }) => ({ name: name.startsWith('uploads') ? FILES : name, detail }))
  return Object.assign(Object.create(error) as ApiError, { fields })
}

function showForm(draft: Draft, errors: FormErrors = {}): Shown {
  return { page: 'form', draft, errors, status: Object.keys(errors).length > 0 ? 422 : 200 }
}

async function showCheck({ api }: Step, draft: Draft, wanted: Wanted): Promise<Shown> {
  const offer = isGiven(draft.sign) ? {} : await offerTask(api, wanted)
  return { page: 'check', draft, errors: {}, status: offer.error?.status ?? 200, offer, ...(offer.error ? { trouble: offer.error } : {}) }
}

function inOrder(errors: FormErrors): FormErrors {
  return Object.fromEntries(Object.entries(errors).sort(([a], [b]) => FIELDS.indexOf(a) - FIELDS.indexOf(b)))
}
