/**
 * What happens to every request, in order: who asks and how they read → does a form come from our own page → is
 * the site open → has the address its slash → the page, or a clear page about what is wrong → headers for caches and for safety.
 */
import { defineMiddleware, sequence } from 'astro:middleware'

import { maintain } from '~/middleware/maintenance'
import { checkOrigin } from '~/middleware/origin'
import { setHeaders } from '~/middleware/headers'
import { prepare } from '~/middleware/prepare'
import { addSlash } from '~/middleware/slash'
import { explain } from '~/middleware/trouble'

export const onRequest = sequence(
  defineMiddleware(prepare),
  defineMiddleware(setHeaders),
  defineMiddleware(explain),
  defineMiddleware(checkOrigin),
  defineMiddleware(maintain),
  defineMiddleware(addSlash),
)
