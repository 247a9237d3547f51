/** The receipt as a file of plain text, for this browser only. */
import type { APIRoute } from 'astro'

import { absolute, addresses } from '~/addresses'
import { englishDay, minute } from '~/i18n/dates'
import { grouped } from '~/letters/codes'
import { openedIn } from '~/sending/session'

export const GET: APIRoute = ({ cookies, locals: { t, site, language }, redirect, url }) => {
  const opened = openedIn(cookies)
  if (opened?.receipt === undefined) return redirect(`${addresses.track}?why=over`, 303)
  const { number, code, receipt } = opened
  const dueDay = language === 'en' && receipt.dueOn ? englishDay(receipt.dueOn) : receipt.dueDay
  const lines = [
    `${site.name}　${receipt.channel}`,
    t('receipt.title'),
    '',
    `${t('track.number')}：${grouped(number)}`,
    `${t('track.code')}：${grouped(code)}`,
    `${t('receipt.received')}：${minute(receipt.receivedAt)}`,
    ...(dueDay ? [`${t('receipt.due')}：${t('receipt.dueBy', { day: dueDay })}${receipt.isProvisional ? t('track.provisional') : ''}`] : []),
    '',
    `${t('receipt.comeBack')}${absolute(addresses.track, url)}`,
    '',
  ]
  // The mark at the beginning tells old editors that this is UTF-8.
  return new Response(`\uFEFF${lines.join('\r\n')}`, {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="letter.txt"; filename*=UTF-8''${encodeURIComponent(`${t('receipt.file')}.txt`)}`,
      'Cache-Control': 'no-store',
    },
  })
}
