export const zh = {
  'collections.title': '意见征集',
  'collections.description': '正在征集和已经结束的意见征集。',
  'collections.until': '{from} 至 {until}',
  'collections.dates': '征集时间',
  'collections.unit': '征集单位',
  'collections.announced': '公告日期',
  'collections.basis': '依据',
  'collections.contact': '联系方式',
  'collections.background': '背景说明',
} as const

export const en: Readonly<Record<keyof typeof zh, string>> = {
  'collections.title': 'Public consultations',
  'collections.description': 'Consultations that are open, and those that are over.',
  'collections.until': '{from} to {until}',
  'collections.dates': 'Open',
  'collections.unit': 'Asked by',
  'collections.announced': 'Announced',
  'collections.basis': 'Basis',
  'collections.contact': 'Contact',
  'collections.background': 'Background',
}
