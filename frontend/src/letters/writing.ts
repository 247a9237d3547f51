/** The form of a letter: src/sending/steps.ts, with what is a letter's own. */
import { type Api, attempt } from '~/api/client'
import type { components } from '~/api/schema'
import type { Translate } from '~/i18n'
import { bodyOf, type Channel, FIELDS, missingIn, TEXTS } from '~/letters/draft'
import * as steps from '~/sending/steps'

type Name = (typeof TEXTS)[number]
export type Shown = steps.Shown<Name>

interface Step {
  readonly api: Api
  readonly channel: Channel
  readonly form: FormData
  readonly t: Translate
}

export function blank(text: string): Shown {
  return steps.blank(TEXTS, { text })
}

export function takeStep({ api, channel, form, t }: Step): Promise<steps.Outcome<Name, components['schemas']['LetterReceipt']>> {
  return steps.takeStep({
    api,
    form,
    t,
    kind: {
      texts: TEXTS,
      fields: FIELDS,
      taken: channel.uploads,
      missing: (draft) => missingIn(draft, channel, t),
      send: (draft) => {
        const params = { header: { 'Idempotency-Key': draft.key } }
        return attempt(api.POST('/api/v1/letters/', { params, body: bodyOf(draft, channel) }))
      },
    },
  })
}
