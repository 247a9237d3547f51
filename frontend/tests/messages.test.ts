import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'

interface Section {
  readonly zh: Readonly<Record<string, string>>
  readonly en: Readonly<Record<string, string>>
}

const FOLDER = new URL('../src/i18n/messages/', import.meta.url)
const sections = await Promise.all(readdirSync(FOLDER).map(async (file) => ({ file, ...((await import(new URL(file, FOLDER).href)) as Section) })))
const figuresIn = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

test('every text is there in both languages, with the same figures', () => {
  for (const { file, zh, en } of sections) {
    assert.deepEqual(Object.keys(en), Object.keys(zh), file)
    for (const [key, text] of Object.entries(zh)) assert.deepEqual(figuresIn(en[key]), figuresIn(text), key)
  }
})

test('no key stands in two sections', () => {
  const keys = sections.flatMap(({ zh }) => Object.keys(zh))
  assert.deepEqual(keys.filter((key, place) => keys.indexOf(key) !== place), [])
})

test('English texts have no Chinese in them, and no Chinese text is an English one', () => {
  // `….type` are names of columns for the meta tags, which are Chinese in both.
  const isMeant = (key: string) => key === 'site.otherLanguage' || key.endsWith('.type')
  const mixed = sections.flatMap(({ en }) => Object.entries(en)).filter(([key, text]) => /[\u4e00-\u9fff]/.test(text) && !isMeant(key))
  const untranslated = sections.flatMap(({ zh, en }) => Object.entries(zh).filter(([key, text]) => text === en[key] && /[A-Za-z]{3}/.test(text.replace(/\{\w+\}/g, ''))))
  assert.deepEqual([mixed, untranslated], [[], []])
})
