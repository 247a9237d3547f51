import node from '@astrojs/node'
import { defineConfig } from 'astro/config'

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  trailingSlash: 'ignore',
  devToolbar: { enabled: false },
  // Nothing stands inline, so that the policy of content security needs neither nonces nor hashes.
  build: { inlineStylesheets: 'never' },
  vite: { build: { assetsInlineLimit: 0 } },
  // Ours knows the proxy before us: src/middleware/origin.ts.
  security: { checkOrigin: false },
  prefetch: false,
})
