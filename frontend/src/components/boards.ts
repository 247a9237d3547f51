/** The portal's columns by the names that a city gives them: themes/<city>/site.json says which. */
import type { Node } from '~/components/ColumnLinks.astro'

interface Channel {
  readonly columns: readonly Node[]
}

/** Of `titles` the first that is the title of a column of the portal, however deep. */
export function columnNamed(channels: readonly Channel[], titles: readonly string[]): Node | undefined {
  const all = channels.flatMap(({ columns }) => columns.flatMap(withBelow))
  return titles.map((title) => all.find((column) => column.title === title)).find((found) => found !== undefined)
}

function withBelow(column: Node): Node[] {
  return [column, ...column.children.flatMap(withBelow)]
}
