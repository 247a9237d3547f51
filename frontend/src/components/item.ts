/** An item as the head of its page, its table of facts and its tags show it. */
import type { components } from '~/api/schema'
import type { Fact } from '~/components/MetadataTable.astro'
import type { Translate } from '~/i18n'
import { day, minute } from '~/i18n/dates'
import type { ArticleTags, ColumnTags } from '~/layouts/meta'

type Page = components['schemas']['ItemVersionPage']

/** The table in the order that the national format knows it. */
export function factsOf(item: Page, t: Translate): Fact[] {
  const validity = item.validity
  return [
    { name: t('item.index'), value: item.index_number },
    { name: t('item.number'), value: item.document_number },
    { name: t('item.unit'), value: item.unit.name },
    { name: t('item.issuedBy'), value: item.issued_by.map(({ name }) => name).filter((name) => name !== item.unit.name).join('、') },
    { name: t('item.formed'), value: item.formed_on && day(item.formed_on) },
    { name: t('item.published'), value: day(item.published_at) },
    { name: t('item.updated'), value: item.updated_at === item.published_at ? '' : minute(item.updated_at) },
    { name: t('item.validity'), value: validity?.label },
    { name: t('item.effective'), value: validity?.effective_on },
    { name: t('item.ended'), value: validity?.ended_on },
    { name: t('item.subject'), value: item.subject.replace('/', ' / ') },
    { name: t('item.genre'), value: item.genre?.label },
    { name: t('item.mode'), value: item.mode.label },
    { name: t('item.keywords'), value: item.keywords.join('、') },
    { name: t('item.verified'), value: item.verified_on },
  ]
}

export function articleOf(item: Page, address: string): { column: ColumnTags; article: ArticleTags & { published: string } } {
  const { meta } = item
  return {
    column: { name: meta.ColumnName, type: meta.ColumnType, keywords: meta.ColumnKeywords, description: meta.ColumnDescription },
    article: {
      title: meta.ArticleTitle,
      published: meta.PubDate,
      source: meta.ContentSource,
      keywords: meta.Keywords,
      author: meta.Author,
      description: meta.Description,
      image: meta.Image,
      url: address,
    },
  }
}

/** schema.org */
export function structured(item: Page, address: string): Record<string, unknown> {
  return {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: item.title,
    datePublished: item.published_at,
    dateModified: item.updated_at,
    inLanguage: 'zh-CN',
    url: address,
    author: { '@type': 'GovernmentOrganization', name: item.unit.name },
    ...(item.summary ? { description: item.summary } : {}),
  }
}
