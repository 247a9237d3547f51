/** What stands in the address of a page, read; what cannot be right is a page that is not there. */
import { ApiError } from '~/api/errors'

/** A number of the API: `/items/2490/`. */
export function numberIn(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,14}$/.test(text)) throw new ApiError('missing')
  return Number(text)
}

/** A parameter of the query, if it is given; `shape` is what it must look like. */
export function chosenIn(url: URL, name: string, shape: RegExp): string | undefined {
  const given = url.searchParams.get(name)
  if (given === null || given === '') return undefined
  if (!shape.test(given)) throw new ApiError('refused')
  return given
}

export const YEAR = /^(19|20|21)\d\d$/
export const CURSOR = /^[\w=-]{1,200}$/
