/** Numbers and codes as people write them down: in groups of four, typed back with whatever blanks. */
export function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/gu, '$1 ')
}

export function ungrouped(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}
