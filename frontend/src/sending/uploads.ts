/** Files go to the API ahead of their form: what was taken is a token from then on, and survives every error. */
import { type Api, attempt } from '~/api/client'
import type { ApiError } from '~/api/errors'
import type { Translate } from '~/i18n'
import { size } from '~/i18n/dates'

export interface Upload {
  readonly token: string
  readonly bytes: number
  readonly name: string
}

/** What a channel says of files; while it says nothing, the API alone decides. */
export interface Taken {
  readonly kinds: readonly string[]
  readonly most: number
  readonly bytes: number
}

/** Hidden fields of this name carry the files that were taken; the file field is `files`. */
export const UPLOAD = 'upload'
export const FILES = 'files'

export function written({ token, bytes, name }: Upload): string {
  return `${token}:${bytes}:${name}`
}

export function uploadsIn(form: FormData): Upload[] {
  return form.getAll(UPLOAD).flatMap((text) => {
    const found = typeof text === 'string' ? /^([\w-]{1,64}):(\d{1,12}):(.*)$/su.exec(text) : null
    return found === null ? [] : [{ token: found[1] ?? '', bytes: Number(found[2]), name: found[3] ?? '' }]
  })
}

/**
 * Send the files of the form ahead, one after another. Returns all that the API has now, and a sentence for each that it
 * has not: that one must be chosen again, because no page can fill in a file field.
 */
export async function sendFiles(api: Api, form: FormData, taken: Taken | undefined, t: Translate): Promise<{ uploads: Upload[]; refused: string[] }> {
  const uploads = uploadsIn(form)
  const refused: string[] = []
  const files = form.getAll(FILES).filter((file): file is File => file instanceof File && file.name !== '')
  for (const file of files) {
    const said = await refusalOf(file)
    if (said !== undefined) refused.push(t('sending.fileRefused', { name: file.name, said }))
  }
  return { uploads, refused }

  async function refusalOf(file: File): Promise<string | undefined> {
    if (taken && uploads.length >= taken.most) return t('sending.filesMost', { most: taken.most })
    if (taken && file.size > taken.bytes) return t('sending.fileLarge', { size: size(taken.bytes) })
    const body = new FormData()
    body.append('file', file, file.name)
    const answer = await attempt(api.POST('/api/v1/uploads/', { body: body as never, bodySerializer: () => body }))
    if (!answer.ok) return sentenceOf(answer.error, t)
    uploads.push({ token: answer.data.token, bytes: answer.data.size, name: file.name })
    return undefined
  }
}

function sentenceOf(error: ApiError, t: Translate): string {
  if (error.kind === 'refused' && error.detail) return error.detail
  return t(error.kind === 'limited' ? 'sending.fileLimited' : 'sending.fileLost')
}
