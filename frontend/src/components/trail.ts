/** The API's way to a column or an item, as breadcrumbs. */
import { addresses, pathOfChannel, pathOfColumn, pathOfUnit } from '~/addresses'
import type { Crumb } from '~/components/Breadcrumbs.astro'
import type { Translate } from '~/i18n'

interface Step {
  readonly id: number
  readonly title: string
  readonly kind: 'unit' | 'channel' | 'column'
}

/** `unit` is the unit of the page: a step of kind `unit` has the number of its tree, but is read by the unit's code. */
export function crumbsOf(steps: readonly Step[], unit: { readonly code: string }, t: Translate): Crumb[] {
  return steps.flatMap(({ id, title, kind }) => {
    if (kind === 'channel') return [{ title, href: pathOfChannel(id) }]
    if (kind === 'column') return [{ title, href: pathOfColumn(id) }]
    return [
      { title: t('nav.units'), href: addresses.units },
      { title, href: pathOfUnit(unit.code) },
    ]
  })
}
