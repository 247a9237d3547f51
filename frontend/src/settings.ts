/** What a deployer sets, by variables of the environment. All have defaults that suit one machine. */

function whole(name: string, otherwise: number): number {
  const given = process.env[name]
  if (given === undefined || given === '') return otherwise
  if (!/^\d{1,9}$/.test(given)) throw new Error(`${name} must be a whole number, not “${given}”.`)
  return Number(given)
}

/** Addresses, as a policy of content security names them: scheme, host and port. */
function origins(text: string): string {
  return text.split(/\s+/).filter(Boolean).map((address) => new URL(address).origin).join(' ')
}

export const settings = {
  /** Where the API is, without a slash at the end. Readers never see it. */
  apiUrl: (process.env['API_URL'] ?? 'http://127.0.0.1:8000').replace(/\/+$/, ''),
  /** Address of this site as readers type it; empty: as each request says. */
  publicUrl: (process.env['PUBLIC_URL'] ?? '').replace(/\/+$/, ''),
  /** Where the admin is, as editors type it: only its pages may show a preview in a frame. Several with spaces between them. */
  adminOrigins: origins(process.env['ADMIN_URL'] ?? process.env['API_URL'] ?? 'http://127.0.0.1:8000'),
  /** Folder of `themes/`. */
  theme: process.env['THEME'] ?? 'linyi',
  /** How many addresses at the end of X-Forwarded-For are our own proxies. */
  trustedProxies: whole('TRUSTED_PROXIES', 0),
  /** Seconds that a read, a write and an upload may take before the reader is told that it is slow. */
  seconds: { read: whole('READ_SECONDS', 6), write: whole('WRITE_SECONDS', 20), upload: whole('UPLOAD_SECONDS', 120) },
  /**
   * Seals the cookie in which a reader's receipt stands for half an hour; any long random text, the same for all processes.
   * Empty: a key of this process alone, so that whoever has opened a letter opens it again after a restart.
   */
  sessionKey: process.env['SESSION_KEY'] ?? '',
  /** Whether every page answers that the site is being worked on. */
  maintenance: process.env['MAINTENANCE'] === '1',
} as const
