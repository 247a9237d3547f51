/** The question of a search page: read from its address, and the addresses of its neighbours. */
import { addresses } from '~/addresses'
import { ApiError } from '~/api/errors'
import type { components, operations } from '~/api/schema'
import type { Facet } from '~/components/Facets.astro'

type Query = NonNullable<operations['list_search_results']['parameters']['query']>
type Sort = NonNullable<Query['sort']>
type ApiFacet = components['schemas']['SearchFacet']

const FILTERS = ['type', 'unit', 'column', 'year', 'subject', 'validity'] as const
/** Characters that are asked about; the field takes no more, a pasted address may hold a whole page. */
export const LONGEST = 200
const SORTS: readonly string[] = ['relevance', 'newest', 'oldest']

export interface Question {
  readonly text: string
  /** Whether more was asked than is read. */
  readonly isCut: boolean
  readonly sort: Sort
  readonly page: number
  readonly query: Query
  readonly isAsked: boolean
  readonly isNarrowed: boolean
  /** Addresses: of another question, of this one in another order, on another page, as it was typed. */
  readonly ask: (text: string) => string
  readonly sorted: (sort: Sort) => string
  readonly at: (page: number) => string
  readonly asTyped: string
  /** A facet of the answer as links: choosing a value adds it, choosing it again takes it away. */
  readonly facet: (facet: ApiFacet) => Facet
}

export function readQuestion(url: URL): Question {
  const given = url.searchParams
  const typed = Array.from(given.get('q')?.trim() ?? '')
  const text = typed.slice(0, LONGEST).join('')
  const filters = FILTERS.flatMap((name) => given.getAll(name).filter(Boolean).map((value) => [name, value] as const))
  const sort = (given.get('sort') || 'relevance') as Sort
  const page = Number(given.get('page') || '1')
  if (!SORTS.includes(sort) || !Number.isInteger(page) || page < 1) throw new ApiError('refused')
  const isAsTyped = given.get('as_typed') === 'true'

  const address = (changes: Readonly<Record<string, string>>, kept = filters): string => {
    const pairs = [['q', text], ...kept, ['sort', sort === 'relevance' ? '' : sort], ['as_typed', isAsTyped ? 'true' : '']]
    const query = new URLSearchParams(pairs as [string, string][])
    for (const [name, value] of Object.entries(changes)) query.set(name, value)
    for (const [name, value] of [...query]) if (value === '') query.delete(name, value)
    return `${addresses.search}?${query}`
  }
  const query: Query = { q: text, sort, page, as_typed: isAsTyped }
  for (const name of FILTERS) {
    const values = filters.filter(([filter]) => filter === name).map(([, value]) => value)
    if (values.length > 0) query[name] = values
  }
  return {
    text,
    isCut: typed.length > LONGEST,
    sort,
    page,
    query,
    isAsked: text !== '' || filters.length > 0,
    isNarrowed: filters.length > 0,
    ask: (other) => `${addresses.search}?${new URLSearchParams({ q: other })}`,
    sorted: (other) => address({ sort: other === 'relevance' ? '' : other }),
    at: (number) => address({ page: number === 1 ? '' : String(number) }),
    asTyped: address({ as_typed: 'true' }),
    facet: ({ name, label, values }) => ({
      label,
      choices: values.map(({ value, label: said, count, chosen }) => {
        const others = filters.filter(([filter, one]) => filter !== name || one !== value)
        const added = [...filters, [name, value] as unknown as (typeof filters)[number]]
        return { label: said || value, count, chosen, href: address({}, chosen ? others : added) }
      }),
    }),
  }
}
