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
