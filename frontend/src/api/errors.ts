/** What can go wrong between this site and the API, named for what a reader can do about it. */

export type Kind =
  | 'down' // no answer, or a proxy says that there is none
  | 'slow' // no answer in time
  | 'limited' // 429: too much was asked
  | 'refused' // 400 or 422: some values are not right
  | 'forbidden' // 403: a wrong code, mostly
  | 'missing' // 404
  | 'gone' // 410: was public once
  | 'broken' // anything else

/** One refused value: `name` is the API's name of the field. */
export interface FieldProblem {
  readonly name: string
  readonly detail: string
}

const STATUS: Readonly<Record<Kind, number>> = {
  down: 503,
  slow: 503,
  limited: 429,
  refused: 400,
  forbidden: 403,
  missing: 404,
  gone: 410,
  broken: 500,
}

export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** Sentence for people, in Chinese, as the API says it; empty when it said nothing. */
  readonly detail: string
  readonly fields: readonly FieldProblem[]
  /** Seconds to wait, where the API says how long. */
  readonly retryAfter: number | undefined

  constructor(
    readonly kind: Kind,
    more: { detail?: string; fields?: readonly FieldProblem[]; retryAfter?: number | undefined; cause?: unknown } = {},
  ) {
    super(more.detail ?? kind, { cause: more.cause })
    this.detail = more.detail ?? ''
    this.fields = more.fields ?? []
    this.retryAfter = more.retryAfter
  }

  /** The status with which our own page answers. */
  get status(): number {
    return STATUS[this.kind]
  }
}

/** The error that an answer of 400 and more stands for. */
export async function errorOf(answer: Response): Promise<ApiError> {
  const body = await problemIn(answer)
  const wait = Number(answer.headers.get('retry-after') ?? Number.NaN)
  return new ApiError(kindOf(answer.status), {
    detail: typeof body['detail'] === 'string' ? body['detail'] : '',
    fields: Array.isArray(body['errors']) ? body['errors'].filter(isFieldProblem) : [],
    retryAfter: Number.isFinite(wait) ? wait : undefined,
  })
}

function kindOf(status: number): Kind {
  const known: Readonly<Record<number, Kind>> = {
    400: 'refused',
    403: 'forbidden',
    404: 'missing',
    410: 'gone',
    413: 'refused',
    422: 'refused',
    429: 'limited',
    502: 'down',
    503: 'down',
    504: 'slow',
  }
  return known[status] ?? 'broken'
}

async function problemIn(answer: Response): Promise<Record<string, unknown>> {
  if (!(answer.headers.get('content-type') ?? '').includes('json')) return {}
  const body: unknown = await answer.json().catch(() => null)
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return typeof value === 'object' && value !== null && 'name' in value && 'detail' in value
}
