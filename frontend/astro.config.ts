import node from '@astrojs/node'
import { defineConfig } from 'astro/config'

/** All cities' colours stand in the one style sheet, each under the name of its theme: one file less before a phone shows anything. */
const themes = {
  name: 'civic-themes',
  enforce: 'pre' as const,
  transform(code: string, id: string): string | undefined {
    const theme = /\/themes\/([\w-]+)\/tokens\.css/.exec(id)?.[1]
    return theme && code.replaceAll(':root', `[data-theme="${theme}"]`).replaceAll('.care', `[data-theme="${theme}"].care`)
  },
}

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  trailingSlash: 'ignore',
  devToolbar: { enabled: false },
  // Nothing stands inline, so that the policy of content security needs neither nonces nor hashes.
  build: { inlineStylesheets: 'never' },
  // One style sheet for all pages: ten small ones are two rounds of requests before a phone shows anything.
  vite: { plugins: [themes], build: { assetsInlineLimit: 0, cssCodeSplit: false } },
  // Ours knows the proxy before us: src/middleware/origin.ts.
  security: { checkOrigin: false },
  prefetch: false,
})
