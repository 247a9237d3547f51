/** A collection, its period and its draft, as pages say them. */
import type { components } from '~/api/schema'
import type { State } from '~/components/StatusMark.astro'
import type { Language, Translate } from '~/i18n'
import { dayAndWeekday, daysBetween, today } from '~/i18n/dates'

type Schemas = components['schemas']
export type Collection = Schemas['CollectionDetail']
export type Row = Schemas['CollectionRow']
export type Phase = Row['phase']
export type Clause = Schemas['ClauseOfVersion']

export const PHASES = ['open', 'coming', 'closed', 'reported', 'cancelled'] as const satisfies readonly Phase[]
export const KINDS = ['regulation', 'major_decision', 'livelihood', 'market_document', 'normative_document', 'general'] as const satisfies readonly Row['kind'][]

const STATES: Readonly<Record<Phase, State>> = { open: 'ok', coming: 'waiting', closed: 'waiting', reported: 'done', cancelled: 'waiting' }
const TITLES: readonly Clause['kind'][] = ['annex', 'part', 'chapter', 'section']

export function statusOf({ phase }: Row, t: Translate): { state: State; label: string } {
  return { state: STATES[phase], label: t(`collections.phase.${phase}`) }
}

/** How long one may still give an opinion, or since when no more. */
export function periodInWords(row: Row, t: Translate, language: Language, now = today()): string {
  const [from, until] = [dayAndWeekday(row.opens_on, language), dayAndWeekday(row.closes_on, language)]
  if (row.phase === 'coming') return t('collections.opens', { from })
  if (row.phase === 'cancelled') return t('collections.cancelledSays')
  if (row.phase !== 'open') return t('collections.ended', { until })
  const days = daysBetween(now, row.closes_on)
  return days > 0 ? t('collections.daysLeft', { days, until }) : t('collections.lastDay')
}

/** Whether a clause is a name for what follows, and no rule itself. */
export function isTitle({ kind }: { readonly kind: Clause['kind'] }): boolean {
  return TITLES.includes(kind)
}

interface Placed {
  readonly anchor: string
  readonly label: string
  readonly kind: Clause['kind']
}

/**
 * Anchor → the number as one cites it: an item alone is `（二）`, cited it is `第四条（二）`. Anchors say what lies in what:
 * `article-4-item-2` lies in `article-4`.
 */
export function citations(clauses: readonly Placed[], t: Translate): ReadonlyMap<string, string> {
  const cited = new Map<string, string>()
  for (const { anchor, label, kind } of clauses) {
    const [, within = '', number = ''] = /^(.*)-[a-z]+-([\dx]+(?:~\d+)?)$/.exec(anchor) ?? []
    const own = kind === 'paragraph' ? t('collections.paragraph', { number }) : label
    cited.set(anchor, (isTitle({ kind }) ? '' : (cited.get(within) ?? '')) + own)
  }
  return cited
}

/** The last version that is public. Every announced collection has one. */
export function newest({ versions }: Collection): number {
  return versions.at(-1)?.number ?? 1
}
