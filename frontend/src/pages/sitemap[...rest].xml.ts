import { passOn } from '~/api/pass'

export const GET = passOn
