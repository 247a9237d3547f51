/**
 * A form between two pages. What was typed travels in hidden fields of the next page, not in a cookie and not on the
 * server: a letter of 5,000 characters is larger than what proxies take as cookies, and what stands in the page itself is
 * there after any restart, on any process, in two tabs at once, and gone with the page.
 */

/** More than this is not read: a file of the largest kind twice over, and the letter. */
const MOST_BYTES = 48 * 1024 * 1024

/** The form, or nothing where it is too large to be read. */
export async function formIn(request: Request): Promise<FormData | undefined> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  return length <= MOST_BYTES ? request.formData() : undefined
}

/** One text of a form as it was typed; lines end as they do everywhere but in forms. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : ''
}

/** The texts of a form by name, and nothing that was not asked for. */
export function textsIn<Name extends string>(form: FormData, names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, textIn(form, name)])) as Record<Name, string>
}

/** Which button was pressed: `remove:abc` is `['remove', 'abc']`. */
export function pressedIn(form: FormData): readonly [deed: string, what: string] {
  const [deed = '', ...what] = textIn(form, 'go').split(':')
  return [deed, what.join(':')]
}
