export const zh = {
  'letters.title': '来信与答复',
  'letters.description': '公开的来信和答复。',
  'letters.write': '写信给谁',
  'letters.latest': '最近公开的答复',
  'letters.answeredOn': '答复日期',
  'letters.channel': '渠道',
  'letters.category': '类别',
  'letters.receivedOn': '来信日期',
  'letters.acceptedOn': '受理日期',
  'letters.answeredBy': '答复单位',
  'letters.letter': '来信内容',
  'letters.reply': '答复内容',
} as const

export const en: Readonly<Record<keyof typeof zh, string>> = {
  'letters.title': 'Letters and replies',
  'letters.description': 'Letters and replies that are public.',
  'letters.write': 'Whom to write to',
  'letters.latest': 'Latest public replies',
  'letters.answeredOn': 'Answered',
  'letters.channel': 'Channel',
  'letters.category': 'Category',
  'letters.receivedOn': 'Received',
  'letters.acceptedOn': 'Accepted',
  'letters.answeredBy': 'Answered by',
  'letters.letter': 'Letter',
  'letters.reply': 'Reply',
}
