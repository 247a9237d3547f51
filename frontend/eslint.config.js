import astro from 'eslint-plugin-astro'
import { defineConfig, globalIgnores } from 'eslint/config'
import ts from 'typescript-eslint'

export default defineConfig(
  globalIgnores(['dist/', '.astro/', 'src/api/schema.d.ts']),
  ts.configs.strict,
  ts.configs.stylistic,
  astro.configs['flat/recommended'],
  {
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', 250],
      'no-console': ['error', { allow: ['error'] }],
      // The API's text of an item is clean HTML; nothing else may be put in unread.
      'astro/no-set-html-directive': 'error',
      // astro/types.d.ts is made by `declare global`, which knows namespaces only.
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
    },
  },
  { files: ['src/components/ItemBody.astro', 'src/layouts/Page.astro'], rules: { 'astro/no-set-html-directive': 'off' } },
)
