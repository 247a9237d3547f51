/** The meta tags that 国办发〔2017〕47号 wants: of the site on every page, of the column below it, of the text on a text. */
import type { SiteFacts } from '~/site'

/** A column as the tags describe it; a page that belongs to none describes itself. */
export interface ColumnTags {
  readonly name: string
  readonly type: string
  readonly keywords?: string
  readonly description?: string
}

export interface ArticleTags {
  readonly title: string
  /** `2026-11-20 17:11` */
  readonly published: string
  readonly source: string
  readonly keywords?: string
  readonly author?: string
  readonly description?: string
  readonly image?: string
  readonly url: string
}

export type Tag = readonly [name: string, content: string]

export function metaTags(site: SiteFacts, column: ColumnTags, article?: ArticleTags): Tag[] {
  const tags: Tag[] = [
    ['SiteName', site.name],
    ['SiteDomain', site.domain],
    ['SiteIDCode', site.identification_code],
    ['ColumnName', column.name],
    ['ColumnDescription', column.description || column.name],
    ['ColumnKeywords', column.keywords || column.name],
    ['ColumnType', column.type],
  ]
  if (article !== undefined) {
    tags.push(['ArticleTitle', article.title], ['PubDate', article.published], ['ContentSource', article.source])
    const optional: Tag[] = [
      ['Keywords', article.keywords ?? ''],
      ['Author', article.author ?? ''],
      ['Description', article.description ?? ''],
      ['Image', article.image ?? ''],
    ]
    tags.push(...optional.filter(([, content]) => content !== ''), ['Url', article.url])
  }
  return tags
}
