/** The facts that the header, the footer and the meta tags of every page show (R103; 国办发〔2017〕47号). */
import { type Api, attempt } from '~/api/client'
import { theme } from '~/theme'

const NAMES = [
  'name',
  'domain',
  'identification_code',
  'icp_number',
  'police_number',
  'sponsor',
  'operator',
  'contact',
] as const
const ADDRESSES = ['about_url', 'help_url', 'statement_url', 'error_report_url'] as const

export type SiteFacts = Readonly<Record<(typeof NAMES)[number] | (typeof ADDRESSES)[number], string>>

/** What the office has entered; where it has entered nothing, and while the API is down, what the theme says. */
export async function siteFacts(api: Api): Promise<SiteFacts> {
  const answer = await attempt(api.GET('/api/v1/site/'))
  const entered: Partial<SiteFacts> = answer.ok ? answer.data : {}
  const named = NAMES.map((name) => [name, entered[name] || theme.facts[name]])
  const addressed = ADDRESSES.map((name) => [name, entered[name] ?? ''])
  return Object.fromEntries([...named, ...addressed]) as SiteFacts
}
