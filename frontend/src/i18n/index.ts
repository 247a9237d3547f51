/**
 * Two languages, Chinese first. `t('list.items', { count: 3 })`: unknown keys and forgotten figures do not build.
 *
 * Each section of the site has its own file in `messages/`, named in the one line below.
 */
import * as collections from '~/i18n/messages/collections'
import * as disclosure from '~/i18n/messages/disclosure'
import * as frame from '~/i18n/messages/frame'
import * as home from '~/i18n/messages/home'
import * as item from '~/i18n/messages/item'
import * as letters from '~/i18n/messages/letters'
import * as opinions from '~/i18n/messages/opinions'
import * as preview from '~/i18n/messages/preview'
import * as questions from '~/i18n/messages/questions'
import * as search from '~/i18n/messages/search'
import * as topics from '~/i18n/messages/topics'
import * as tracking from '~/i18n/messages/tracking'
import * as trouble from '~/i18n/messages/trouble'
import * as writing from '~/i18n/messages/writing'

const sections = [collections, disclosure, frame, home, item, letters, opinions, preview, questions, search, topics, tracking, trouble, writing] as const

export type Language = 'zh-CN' | 'en'
type Union<T> = T extends unknown ? (of: T) => void : never
type Texts = Union<(typeof sections)[number]['zh']> extends (of: infer All) => void ? All : never
export type Key = keyof Texts & string

/** The names in braces: `'{from} 至 {until}'` → `'from' | 'until'`. */
type Figures<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Figures<Rest> : never
type Given<K extends Key> = [Figures<Texts[K]>] extends [never]
  ? []
  : [figures: Readonly<Record<Figures<Texts[K]>, string | number>>]

export type Translate = <K extends Key>(key: K, ...figures: Given<K>) => string

const messages: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': Object.assign({}, ...sections.map(({ zh }) => zh)),
  en: Object.assign({}, ...sections.map(({ en }) => en)),
}

/**
 * For an English reader, the language of a text that is ours in one place and the office's in another, as titles in the way
 * here are: Chinese where there is anything Chinese in it.
 */
export function langOf(text: string, lang: 'en' | undefined): Language | undefined {
  return lang && (/[\u4e00-\u9fff]/.test(text) ? 'zh-CN' : lang)
}

/** A text in runs that are in turn not Chinese and Chinese; the first may be empty. */
export function runsOf(text: string): readonly string[] {
  return text.split(/(\p{Script=Han}(?:[\p{Script=Han}\u3001-\u303f\uff01-\uff5e\d]*[\p{Script=Han}\u3001-\u303f\uff01-\uff5e])?)/u)
}

export function translator(language: Language): Translate {
  const texts = messages[language]
  return (key, ...given) => {
    const figures = given[0] as Readonly<Record<string, string | number>> | undefined
    const text = texts[key] ?? key
    return figures === undefined ? text : text.replace(/\{(\w+)\}/g, (_, name: string) => String(figures[name]))
  }
}
