/** The years that a list can be narrowed to: this one and those before it, since the time limits of 条例 began to bite. */
import { withQuery } from '~/addresses'
import type { Facet } from '~/components/Facets.astro'
import type { Translate } from '~/i18n'
import { day } from '~/i18n/dates'

const BACK = 8

export function yearsFacet(path: string, chosen: string | undefined, t: Translate, now = new Date()): Facet {
  const latest = Number(day(now.toISOString()).slice(0, 4))
  const years = Array.from({ length: BACK }, (_, back) => String(latest - back))
  if (chosen !== undefined && !years.includes(chosen)) years.push(chosen)
  const all = { label: t('list.allYears'), href: path, chosen: chosen === undefined, whole: true }
  const each = years.map((year) => ({ label: t('list.yearOf', { year }), href: withQuery(path, { year }), chosen: year === chosen }))
  return { label: t('list.year'), choices: [all, ...each] }
}
