import assert from 'node:assert/strict'
import { test } from 'node:test'

import { amount, day, dayAndWeekday, daysBetween, minute, size, today } from '../src/i18n/dates.ts'

test('a moment is shown on the civil day of China', () => {
  assert.equal(day('2026-11-20T16:30:00+00:00'), '2026-11-21')
  assert.equal(minute('2026-11-20T16:30:00+00:00'), '2026-11-21 00:30')
  assert.equal(day('2026-11-20'), '2026-11-20')
})

test('a due day has its weekday in words', () => {
  assert.equal(dayAndWeekday('2026-11-20', 'zh-CN'), '2026-11-20（周五）')
  assert.equal(dayAndWeekday('2026-11-20', 'en'), '2026-11-20 (Friday)')
  assert.equal(dayAndWeekday('2026-11-20T16:30:00+00:00', 'zh-CN'), '2026-11-21（周六）')
})

test('days are counted without the hours between them', () => {
  assert.equal(daysBetween('2026-11-20', '2026-11-20'), 0)
  assert.equal(daysBetween('2026-02-27', '2026-03-01'), 2)
  assert.equal(daysBetween('2024-02-27', '2024-03-01'), 3)
  assert.equal(today(new Date('2026-11-20T15:59:59Z')), '2026-11-20')
  assert.equal(today(new Date('2026-11-20T16:00:00Z')), '2026-11-21')
})

test('amounts are grouped by thousands in both languages', () => {
  assert.equal(amount(999, 'zh-CN'), '999')
  assert.equal(amount(1234567, 'zh-CN'), '1,234,567')
  assert.equal(amount(1234567, 'en'), '1,234,567')
})

test('sizes are rounded to what one says', () => {
  assert.deepEqual([512, 20_480, 5_400_000].map(size), ['512 B', '20 KB', '5.1 MB'])
})
