/** How forms are read and refused: README, “表单”. */
import type { ApiError } from '~/api/errors'

/** Field → sentence, in the order of the form; the empty name stands for the form as a whole. */
export type FormErrors = Readonly<Record<string, string>>

/** The text fields of a form, as typed; files are left out. */
export async function typedIn(request: Request): Promise<{ form: FormData; values: Readonly<Record<string, string>> }> {
  const form = await request.formData()
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { form, values: Object.fromEntries(texts) }
}

/** What the API refused, put in the order of the form's fields. What belongs to none of them stands first, unlinked. */
export function errorsOf(error: ApiError, fields: readonly string[]): FormErrors {
  const said = new Map<string, string>()
  for (const { name, detail } of error.fields) {
    const field = fields.includes(name) ? name : (fields.find((one) => name.startsWith(`${one}.`)) ?? '')
    said.set(field, [said.get(field), detail].filter(Boolean).join(' '))
  }
  if (said.size === 0) said.set('', error.detail)
  const order = ['', ...fields]
  return Object.fromEntries([...said].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)))
}
