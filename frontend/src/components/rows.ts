/** What the API lists, as rows. */
import type { Row } from '~/components/Rows.astro'
import type { components } from '~/api/schema'

type ItemRow = components['schemas']['ItemRow']

/** A document that is not in force says so in its row. */
export function rowOf(item: ItemRow): Row {
  const ended = item.validity !== null && item.validity.code !== 'in_force'
  return {
    title: item.title,
    href: item.url,
    by: item.unit.name,
    date: item.published_at,
    ...(ended && item.validity ? { status: { state: 'waiting', label: item.validity.label } } : {}),
  }
}
