/**
 * What the writer of an open letter does: add, rate, reopen, withdraw. One page each, shown by GET, done by POST.
 *
 * Whatever goes wrong, the page comes back with everything that was typed. When the half hour is over, it asks for number
 * and code once more, in the same form. The API takes no Idempotency-Key here: after an answer that came too late the page
 * says to look at the letter first.
 */
import type { APIContext } from 'astro'

import { addresses } from '~/addresses'
import { type Api, attempt, gotOr } from '~/api/client'
import type { ApiError } from '~/api/errors'
import { errorsOf, type FormErrors } from '~/forms'
import type { Translate } from '~/i18n'
import { type Case, caseAt, CODE_FIELDS, codeErrors, letterOf, open, type Tracked, type Typed, typedCode } from '~/letters/tracking'
import { isGiven, isSignWrong, NO_SIGN, type Offer, offerTask, type Sign, signIn, type Wanted, wantedIn } from '~/sending/human'
import { formIn, pressedIn, textIn } from '~/sending/keep'
import { keepOpen, type Opened, openedIn } from '~/sending/session'
import { FILES, sendFiles, type Taken, type Upload, uploadsIn } from '~/sending/uploads'

/** What is sent: the letter by its number and code, and what was typed. */
interface Sent {
  readonly who: { readonly receipt_number: string; readonly query_code: string }
  readonly matter: Case
  readonly form: FormData
  readonly uploads: readonly Upload[]
  readonly sign: Sign
}

export interface Deed {
  readonly name: 'supplement' | 'rate' | 'reopen' | 'withdraw'
  readonly event: Case['may'][number]
  /** Fields in the order of the form. */
  readonly fields: readonly string[]
  readonly asksSign: boolean
  readonly send: (api: Api, sent: Sent) => Promise<{ data?: Tracked }>
  /** What is plainly missing; the rest is the API's to say. */
  readonly missing?: (form: FormData, t: Translate) => FormErrors
}

export interface View {
  readonly typed: Typed
  readonly asksCode: boolean
  readonly errors: FormErrors
  readonly trouble?: ApiError | undefined
  readonly status: number
  readonly matter?: Case | undefined
  readonly text: (name: string) => string
  readonly uploads: readonly Upload[]
  readonly taken?: Taken | undefined
  readonly sign: Sign
  readonly offer?: Offer | undefined
}

type Context = Pick<APIContext, 'request' | 'cookies' | 'url' | 'locals'>

/** The page to show, or the address to go on to. */
export async function takeDeed(deed: Deed, { request, cookies, url, locals: { api, t } }: Context): Promise<View | string> {
  const form = request.method === 'POST' ? await formIn(request) : undefined
  const isTooLarge = request.method === 'POST' && form === undefined
  const opened = letterOf(cookies, form)
  if (opened === undefined && form === undefined) return `${addresses.track}?why=over`

  const show = shower(deed, { api, form, asksCode: openedIn(cookies) === undefined })
  if (opened === undefined) return show({ errors: { receipt_number: t('track.overTyped') }, asksCode: true })
  const answer = await open(api, opened)
  if (!answer.ok) {
    if (form === undefined) throw answer.error
    const errors = codeErrors(answer.error, t)
    return errors ? show({ errors, asksCode: true }) : show({ trouble: answer.error })
  }
  keepOpen(cookies, url, opened)
  const matter = caseAt(answer.data, url)
  if (matter === undefined || !matter.may.includes(deed.event)) return addresses.tracked
  const taken = deed.fields.includes(FILES) ? await takenBy(api, answer.data) : undefined
  if (form === undefined) return show({ matter, taken, asksCode: false, errors: isTooLarge ? { [FILES]: t('sending.tooLarge') } : {} })
  return press(deed, { api, t, form, opened, matter, taken, show })
}

interface Pressed {
  readonly api: Api
  readonly t: Translate
  readonly form: FormData
  readonly opened: Opened
  readonly matter: Case
  readonly taken: Taken | undefined
  readonly show: Show
}

async function press(deed: Deed, { api, t, form, opened, matter, taken, show }: Pressed): Promise<View | string> {
  const [button, what] = pressedIn(form)
  const seen = { matter, taken, asksCode: false }
  if (button === 'remove') return show({ ...seen, uploads: uploadsIn(form).filter(({ token }) => token !== what) })
  if (button === 'picture' || button === 'question') return show({ ...seen, sign: NO_SIGN, wanted: wantedIn(button) })
  const { uploads, refused } = await sendFiles(api, form, taken, t)
  const errors: FormErrors = { ...deed.missing?.(form, t), ...(refused.length > 0 ? { [FILES]: refused.join(' ') } : {}) }
  if (button === 'upload') return show({ ...seen, uploads, errors: refused.length > 0 ? { [FILES]: refused.join(' ') } : {} })
  if (Object.keys(errors).length > 0) return show({ ...seen, uploads, errors })

  const who = { receipt_number: opened.number, query_code: opened.code }
  const done = await attempt(deed.send(api, { who, matter, form, uploads, sign: signIn(form) }))
  if (done.ok) return `${addresses.tracked}?done=${deed.name}`
  const { error } = done
  if (isSignWrong(error)) {
    const said = error.fields.map(({ detail }) => detail).join(' ')
    return show({ ...seen, uploads, sign: NO_SIGN, wanted: 'question', errors: { question_answer: said } })
  }
  if (error.kind !== 'refused') return show({ ...seen, uploads, trouble: error })
  return show({ ...seen, uploads, errors: errorsOf(error, deed.fields) })
}

type More = Partial<Omit<View, 'text' | 'typed' | 'status' | 'offer'>> & { readonly wanted?: Wanted }
type Show = (more: More) => Promise<View>

/** Makes the page out of what was typed, what is wrong with it, and a task for a person where one is asked. */
function shower(deed: Deed, { api, form, asksCode }: { api: Api; form: FormData | undefined; asksCode: boolean }): Show {
  const typed = form ? typedCode(form) : { receipt_number: '', query_code: '' }
  return async ({ wanted = 'any', ...more }) => {
    const sign = more.sign ?? (form ? signIn(form) : NO_SIGN)
    const offer = deed.asksSign && !isGiven(sign) ? await offerTask(api, wanted) : undefined
    const errors = inOrder(more.errors ?? {}, deed)
    const trouble = more.trouble ?? offer?.error
    return {
      typed,
      asksCode,
      uploads: form ? uploadsIn(form) : [],
      ...more,
      text: (name) => (form ? textIn(form, name) : ''),
      errors,
      trouble,
      sign,
      offer,
      status: trouble?.status ?? (Object.keys(errors).length > 0 ? 422 : 200),
    }
  }
}

async function takenBy(api: Api, letter: Tracked): Promise<Taken | undefined> {
  const params = { path: { code: letter.channel.code } }
  return (await gotOr(api.GET('/api/v1/channels/{code}/', { params }), undefined))?.uploads
}

function inOrder(errors: FormErrors, deed: Deed): FormErrors {
  const order: readonly string[] = ['', ...CODE_FIELDS, ...deed.fields, 'question_answer']
  return Object.fromEntries(Object.entries(errors).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)))
}
