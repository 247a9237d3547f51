/** An opinion that is being given: src/sending/steps.ts, with what is an opinion's own. */
import { type Api, attempt } from '~/api/client'
import type { components } from '~/api/schema'
import type { Clause, Collection } from '~/components/collection'
import type { FormErrors } from '~/forms'
import type { Translate } from '~/i18n'
import type * as sending from '~/sending/draft'
import * as steps from '~/sending/steps'
import { FILES } from '~/sending/uploads'

type Sent = components['schemas']['OpinionSent']
export type Receipt = components['schemas']['ReceiptOfOpinion']

export const VOICES = ['person', 'enterprise', 'association', 'public_body'] as const
export const PERSON = ['name', 'phone', 'mail', 'organisation'] as const
/** `version` and `clause` say what it is about; without a clause it is about the whole draft. */
export const TEXTS = ['version', 'clause', 'quoted', 'text', 'voice', ...PERSON, 'consents_to_publication'] as const
const FIELDS: readonly string[] = ['quoted', 'text', FILES, 'voice', ...PERSON, 'consents_to_publication']

export type Name = (typeof TEXTS)[number]
export type Draft = sending.Draft<Name>
export type Shown = steps.Shown<Name>

interface Step {
  readonly api: Api
  readonly collection: Collection
  readonly clause: Clause | undefined
  readonly form: FormData
  readonly t: Translate
}

export function takeStep({ api, collection, clause, form, t }: Step): Promise<steps.Outcome<Name, Receipt>> {
  return steps.takeStep({
    api,
    form,
    t,
    kind: {
      texts: TEXTS,
      fields: FIELDS,
      taken: collection.uploads,
      missing: (draft) => missingIn(draft, collection, clause, t),
      send: (draft) => {
        const params = { path: { collection_id: collection.id }, header: { 'Idempotency-Key': draft.key } }
        return attempt(api.POST('/api/v1/collections/{collection_id}/opinions/', { params, body: bodyOf(draft, clause) }))
      },
    },
  })
}

function missingIn({ texts }: Draft, collection: Collection, clause: Clause | undefined, t: Translate): FormErrors {
  const errors: Record<string, string> = {}
  const { length } = [...texts.text]
  if (texts.text.trim() === '') errors['text'] = t('opinion.needText')
  else if (length > collection.longest_text) errors['text'] = t('write.tooLong', { length, longest: collection.longest_text })
  if (clause && !clause.text.includes(texts.quoted.trim())) errors['quoted'] = t('opinion.notQuoted')
  if (collection.requires_real_name)
    for (const name of ['name', 'phone'] as const) if (texts[name].trim() === '') errors[name] = t('write.needFact', { fact: t(`write.fact.${name}`) })
  return errors
}

function bodyOf({ texts, uploads, sign }: Draft, clause: Clause | undefined): Sent {
  const person = Object.fromEntries(PERSON.map((name) => [name, texts[name].trim()]))
  return {
    text: texts.text,
    version: Number(texts.version),
    ...(clause ? { anchor: clause.anchor, quoted: texts.quoted.trim() } : {}),
    voice: VOICES.find((voice) => voice === texts.voice) ?? 'person',
    consents_to_publication: texts.consents_to_publication === 'yes',
    uploads: uploads.map(({ token }) => token),
    ...person,
    ...sign,
  }
}
