/** A city's look and facts: `themes/<city>/`. Which one is chosen when the server starts, by the variable THEME. */
import { settings } from '~/settings'

/** `site.json`. What the office enters in the admin (the API's /site/) goes before what stands here. */
export interface SiteJson {
  readonly name: string
  readonly name_en: string
  readonly domain: string
  readonly identification_code: string
  readonly icp_number: string
  readonly police_number: string
  readonly sponsor: string
  readonly operator: string
  readonly contact: string
  /** The city's own web pages, as footers name them; opened after a word that one leaves the site. */
  readonly links: readonly { readonly title: string; readonly url: string }[]
  /** Portal columns that the home page shows, two lists side by side: of each the first title that there is. */
  readonly home: { readonly news: readonly string[]; readonly notices: readonly string[] }
  /** Portal columns that are the boards of 政府信息公开: of each the first title that there is. */
  readonly boards: { readonly guide: readonly string[]; readonly rules: readonly string[]; readonly reports: readonly string[] }
}

const facts = import.meta.glob<SiteJson>('/themes/*/site.json', { eager: true, import: 'default' })
const logos = import.meta.glob<string>('/themes/*/logo.svg', { eager: true, query: '?url', import: 'default' })

function piece<T>(pieces: Readonly<Record<string, T>>, file: string): T {
  const found = pieces[`/themes/${settings.theme}/${file}`]
  if (found === undefined) throw new Error(`There is no themes/${settings.theme}/${file}; set THEME to a folder of themes/.`)
  return found
}

export const theme = {
  facts: piece(facts, 'site.json'),
  /** For `data-theme` of the page, which its colours go by: astro.config.ts. */
  name: settings.theme,
  /** Address of the file. */
  logo: piece(logos, 'logo.svg'),
}
