export const zh = {
  'preview.title': '预览：以下内容尚未公开',
  'preview.says': '只有能编辑这条信息的人看得到，地址几分钟后失效。草稿里的附件公开后才能打开。',
  'preview.wrongTitle': '预览打不开',
  'preview.wrong': '请回到后台，重新打开预览。',
} as const

export const en: Readonly<Record<keyof typeof zh, string>> = {
  'preview.title': 'Preview: this is not public yet',
  'preview.says': 'Only those who may edit it see this, and the address expires after some minutes. Files of a draft open once it is public.',
  'preview.wrongTitle': 'This preview cannot be opened',
  'preview.wrong': 'Please go back to the admin and open the preview again.',
}
