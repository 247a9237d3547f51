/** What becomes of a form that was sent to us: the form again, the page to check, or a receipt. For letters and opinions. */
import type { Api, Attempt } from '~/api/client'
import type { ApiError } from '~/api/errors'
import { errorsOf, type FormErrors } from '~/forms'
import type { Translate } from '~/i18n'
import { type Draft, draftIn, emptyDraft } from '~/sending/draft'
import { isGiven, isSignWrong, NO_SIGN, type Offer, offerTask, type Wanted, wantedIn } from '~/sending/human'
import { pressedIn } from '~/sending/keep'
import { FILES, sendFiles, type Taken } from '~/sending/uploads'

/** What one kind of form has of its own. */
export interface Kind<Name extends string, Receipt> {
  /** The texts that are typed. */
  readonly texts: readonly Name[]
  /** Everything that can be wrong, in the order of the form, which is the order of its errors. */
  readonly fields: readonly string[]
  readonly taken: Taken
  /** What can be said without asking the API; everything else is the API's to say. */
  readonly missing: (draft: Draft<Name>) => FormErrors
  readonly send: (draft: Draft<Name>) => Promise<Attempt<Receipt>>
}

/** The next page. `status` is the HTTP status it is answered with; `trouble` why the API took nothing. */
export interface Shown<Name extends string = string> {
  readonly page: 'form' | 'check'
  readonly draft: Draft<Name>
  readonly errors: FormErrors
  readonly status: number
  readonly trouble?: ApiError
  /** It was received before, with another text: `write.sentBefore`. */
  readonly isSentBefore?: boolean
  readonly offer?: Offer
}

export type Outcome<Name extends string, Receipt> = { readonly receipt: Receipt } | { readonly shown: Shown<Name> }

interface Step<Name extends string, Receipt> {
  readonly api: Api
  readonly form: FormData
  readonly t: Translate
  readonly kind: Kind<Name, Receipt>
}

export function blank<Name extends string>(names: readonly Name[], texts: Partial<Record<Name, string>> = {}): Shown<Name> {
  return { page: 'form', draft: emptyDraft(names, texts), errors: {}, status: 200 }
}

export async function takeStep<Name extends string, Receipt>(step: Step<Name, Receipt>): Promise<Outcome<Name, Receipt>> {
  const { kind } = step
  const [deed, what] = pressedIn(step.form)
  const typed = draftIn(step.form, kind.texts)
  if (deed === 'edit') return { shown: showForm(typed) }
  if (deed === 'remove') return { shown: showForm({ ...typed, uploads: typed.uploads.filter(({ token }) => token !== what) }) }
  if (deed === 'send') return send(step, typed)
  if (deed === 'picture' || deed === 'question') return { shown: await showCheck(step.api, { ...typed, sign: NO_SIGN }, wantedIn(deed)) }

  const { uploads, refused } = await sendFiles(step.api, step.form, kind.taken, step.t)
  const draft = { ...typed, uploads }
  const errors: FormErrors = refused.length > 0 ? { [FILES]: refused.join(' ') } : {}
  if (deed === 'upload') return { shown: showForm(draft, errors) }
  const missing = inOrder({ ...kind.missing(draft), ...errors }, kind.fields)
  if (Object.keys(missing).length > 0) return { shown: showForm(draft, missing) }
  return { shown: await showCheck(step.api, draft, 'any') }
}

async function send<Name extends string, Receipt>(step: Step<Name, Receipt>, draft: Draft<Name>): Promise<Outcome<Name, Receipt>> {
  const missing = step.kind.missing(draft)
  if (Object.keys(missing).length > 0) return { shown: showForm(draft, missing) }
  const answer = await step.kind.send(draft)
  return answer.ok ? { receipt: answer.data } : { shown: await showRefused(step, draft, answer.error) }
}

async function showRefused<Name extends string, Receipt>({ api, kind }: Step<Name, Receipt>, draft: Draft<Name>, error: ApiError): Promise<Shown<Name>> {
  if (error.fields.some(({ name }) => name === 'Idempotency-Key')) {
    const shown = await showCheck(api, { ...draft, key: crypto.randomUUID(), sign: NO_SIGN }, 'question')
    return { ...shown, status: 422, isSentBefore: true }
  }
  if (isSignWrong(error)) {
    const shown = await showCheck(api, { ...draft, sign: NO_SIGN }, 'question')
    return { ...shown, status: 422, errors: { question_answer: error.fields.map(({ detail }) => detail).join(' ') } }
  }
  if (error.kind === 'refused') return showForm(draft, errorsOf(renamed(error), kind.fields))
  const shown = await showCheck(api, draft, 'any')
  return { ...shown, status: error.status, trouble: error }
}

/** The API calls the tokens of files `uploads`; here they are chosen in the field `files`. */
function renamed(error: ApiError): ApiError {
  const fields = error.fields.map(({ name, detail }) => ({ name: name.startsWith('uploads') ? FILES : name, detail }))
  return Object.assign(Object.create(error) as ApiError, { fields })
}

function showForm<Name extends string>(draft: Draft<Name>, errors: FormErrors = {}): Shown<Name> {
  return { page: 'form', draft, errors, status: Object.keys(errors).length > 0 ? 422 : 200 }
}

async function showCheck<Name extends string>(api: Api, draft: Draft<Name>, wanted: Wanted): Promise<Shown<Name>> {
  const offer = isGiven(draft.sign) ? {} : await offerTask(api, wanted)
  return { page: 'check', draft, errors: {}, status: offer.error?.status ?? 200, offer, ...(offer.error ? { trouble: offer.error } : {}) }
}

function inOrder(errors: FormErrors, fields: readonly string[]): FormErrors {
  return Object.fromEntries(Object.entries(errors).sort(([a], [b]) => fields.indexOf(a) - fields.indexOf(b)))
}
