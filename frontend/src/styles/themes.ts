/** The colours of every city; which of them hold says `data-theme` of the page. */
import.meta.glob('/themes/*/tokens.css', { eager: true })
