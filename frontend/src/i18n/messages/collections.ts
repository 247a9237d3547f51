export const zh = {
  'collections.title': '意见征集',
  'collections.description': '正在征集和已经结束的意见征集。',
  'collections.until': '{from} 至 {until}',
  'collections.dates': '征集时间',
} as const

export const en: Readonly<Record<keyof typeof zh, string>> = {
  'collections.title': 'Public consultations',
  'collections.description': 'Consultations that are open, and those that are over.',
  'collections.until': '{from} to {until}',
  'collections.dates': 'Open',
}
