import type { Api } from '~/api/client'
import type { ApiError } from '~/api/errors'
import type { Language, Translate } from '~/i18n'
import type { SiteFacts } from '~/site'

declare global {
  namespace App {
    /** What src/middleware/ puts beside every request. */
    interface Locals {
      requestId: string
      api: Api
      site: SiteFacts
      language: Language
      /** For `lang` of what is in the reader's language: the page itself says that it is Chinese. */
      lang: 'en' | undefined
      /** 关怀版: large text, simple layout, high contrast. */
      care: boolean
      t: Translate
      /** `private`: what this page shows is one reader's own, and no cache may keep it. */
      keep: 'public' | 'private'
      /** A draft, shown to its editor within the admin: never kept, never listed. */
      isPreview: boolean
      /** Why the page that was asked for cannot be shown: read by src/pages/trouble.astro. */
      trouble: ApiError | 'maintenance' | 'forbidden' | undefined
      /** What was sent to a site that is being worked on, and where to: shown again with the trouble. */
      sent: { readonly form: FormData | undefined; readonly to: string } | undefined
    }
  }
}
