/** Common questions. */
export const zh = {
  'questions.title': '常见问题',
  'questions.description': '大家常问的问题和答复。',
  'questions.says': '很多人来信问过的问题，答复在这里。没有找到，可以写信。',
  'questions.none': '还没有整理出常见问题。',
  'questions.all': '查看全部常见问题',
  'questions.door': '很多人问过的，先看看有没有答案',
  'questions.updated': '{date} 更新',
  'questions.useful': '这个答复有用吗',
  'questions.yes': '有用',
  'questions.no': '没有用',
  'questions.judged': '有用 {useful} 人，没有用 {not_useful} 人。一人一天计一次。',
  'questions.thanks': '谢谢，已记下。',
  'questions.otherwise': '情况不一样，或者还有问题？',
} as const

export const en: Readonly<Record<keyof typeof zh, string>> = {
  'questions.title': 'Common questions',
  'questions.description': 'What many people ask, with the answers.',
  'questions.says': 'What many people have written about. If yours is not here, write to us.',
  'questions.none': 'There are no common questions yet.',
  'questions.all': 'Show all common questions',
  'questions.door': 'What many people ask: perhaps yours has been answered',
  'questions.updated': 'Updated {date}',
  'questions.useful': 'Was this answer of use?',
  'questions.yes': 'Yes',
  'questions.no': 'No',
  'questions.judged': 'Of use to {useful}, not to {not_useful}. Counted once a day for each reader.',
  'questions.thanks': 'Thank you, we have noted it.',
  'questions.otherwise': 'Is your case different, or do you have another question? ',
}
