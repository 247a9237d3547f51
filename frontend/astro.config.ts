import node from '@astrojs/node'
import { defineConfig } from 'astro/config'

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  trailingSlash: 'ignore',
  devToolbar: { enabled: false },
  // Nothing stands inline, so that the policy of content security needs neither nonces nor hashes.
  build: { inlineStylesheets: 'never' },
  // One style sheet for all pages: ten small ones are two rounds of requests before a phone shows anything.
  vite: { build: { assetsInlineLimit: 0, cssCodeSplit: false } },
  // Ours knows the proxy before us: src/middleware/origin.ts.
  security: { checkOrigin: false },
  prefetch: false,
})
