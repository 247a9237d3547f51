/** A letter that is being written: its fields, which of them a channel asks for, and what is missing. */
import type { components } from '~/api/schema'
import type { FormErrors } from '~/forms'
import type { Translate } from '~/i18n'
import type * as sending from '~/sending/draft'
import { FILES } from '~/sending/uploads'

export type Channel = components['schemas']['LetterChannel']

export const PERSON = ['name', 'phone', 'mail', 'id_number', 'address', 'organisation', 'credit_code'] as const
export type Person = (typeof PERSON)[number]

/** In the order of the form, which is the order of its errors. */
export const TEXTS = ['addressed_to', 'category', 'title', 'text', ...PERSON, 'consents_to_publication'] as const
export const FIELDS: readonly string[] = ['addressed_to', 'category', 'title', 'text', FILES, ...PERSON, 'consents_to_publication']
export type Draft = sending.Draft<(typeof TEXTS)[number]>

/** The facts about the person that a channel asks for, in the order of the form. */
export function askedOf(channel: Channel): { name: Person; isOptional: boolean }[] {
  return PERSON.flatMap((name) => {
    const field = channel.fields_asked.find((one) => one.name === name)
    return field === undefined ? [] : [{ name, isOptional: field.asked === 'optional' }]
  })
}

/** What the channel's own description says must be there or is too long; everything else is the API's to say. */
export function missingIn({ texts }: Draft, channel: Channel, t: Translate): FormErrors {
  const errors: Record<string, string> = {}
  if (channel.receivers.length > 0 && texts.addressed_to === '') errors['addressed_to'] = t('write.needReceiver')
  for (const [name, longest] of [['title', channel.longest_title], ['text', channel.longest_text]] as const) {
    const { length } = [...texts[name]]
    if (texts[name].trim() === '') errors[name] = t(`write.need.${name}`)
    else if (length > longest) errors[name] = t('write.tooLong', { length, longest })
  }
  for (const { name, isOptional } of askedOf(channel))
    if (!isOptional && texts[name].trim() === '') errors[name] = t('write.needFact', { fact: t(`write.fact.${name}`) })
  return errors
}

/** The body of `submit_letter`: what this channel asks, and nothing else. */
export function bodyOf({ texts, uploads, sign }: Draft, channel: Channel): components['schemas']['LetterSent'] {
  const asked = new Set(askedOf(channel).map(({ name }) => name))
  const person = Object.fromEntries(PERSON.map((name) => [name, asked.has(name) ? texts[name].trim() : ''])) as Record<Person, string>
  return {
    channel: channel.code,
    title: texts.title.trim(),
    text: texts.text,
    category: /^\d{1,15}$/.test(texts.category) ? Number(texts.category) : null,
    addressed_to: texts.addressed_to,
    consents_to_publication: channel.publication !== 'never' && texts.consents_to_publication === 'yes',
    uploads: uploads.map(({ token }) => token),
    ...person,
    ...sign,
  }
}
