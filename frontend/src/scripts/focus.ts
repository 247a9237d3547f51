/** Whoever is told of errors is taken to them. */
document.querySelector<HTMLElement>('[data-focus]')?.focus()
