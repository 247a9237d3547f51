/** Dates and sizes as pages show them. Days are civil days of China, whatever the machine's clock is set to. */

const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** `2026-11-20`, of a date or a moment as the API writes them. */
export function day(moment: string): string {
  return moment.length === 10 ? moment : minute(moment).slice(0, 10)
}

/** `2026-11-20 17:11`, the form that 国办发〔2017〕47号 asks for. */
export function minute(moment: string): string {
  const part = Object.fromEntries(PARTS.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]))
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}`
}

/** A day with its weekday in English; the API says it in Chinese. */
export function englishDay(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(date))
}

/** `20 KB`, of a number of bytes. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.0', '')} MB`
}

const DAY_MS = 24 * 60 * 60 * 1000
const WEEKDAYS = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', weekday: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' }),
} as const

/** `2026-11-20（周五）`, in English `2026-11-20 (Friday)`: a day on which something is due. */
export function dayAndWeekday(moment: string, language: keyof typeof WEEKDAYS): string {
  const date = day(moment)
  const weekday = WEEKDAYS[language].format(new Date(date))
  return language === 'en' ? `${date} (${weekday})` : `${date}（${weekday}）`
}

/** The civil day in China. */
export function today(now = new Date()): string {
  return day(now.toISOString())
}

/** Days from one civil day to another, the first one not counted. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS)
}

const AMOUNTS = { 'zh-CN': new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en-GB') } as const

/** `12,345` */
export function amount(count: number, language: keyof typeof AMOUNTS): string {
  return AMOUNTS[language].format(count)
}
