/**
 * Where the links in mails lead: a page with one button, because programs that read mails open every link in them. Nothing
 * happens before it is pressed. A link that is good no more is a page that says so, and no alarm.
 */
import { type Api, attempt } from '~/api/client'
import type { ApiError } from '~/api/errors'

export type Deed = 'confirm' | 'stop'

export interface MailLink {
  readonly state: 'asked' | 'done' | 'unknown'
  readonly trouble?: ApiError
  readonly status: number
}

export async function pressMailLink(deed: Deed, { api, request, token }: { api: Api; request: Request; token: string }): Promise<MailLink> {
  if (request.method !== 'POST') return { state: 'asked', status: 200 }
  const body = { token }
  const answer = await attempt(deed === 'confirm' ? api.POST('/api/v1/collections/followers/confirm/', { body }) : api.POST('/api/v1/collections/followers/stop/', { body }))
  if (answer.ok) return { state: 'done', status: 200 }
  const { error } = answer
  if (error.kind === 'missing' || error.kind === 'refused') return { state: 'unknown', status: 404 }
  return { state: 'asked', trouble: error, status: error.status }
}
