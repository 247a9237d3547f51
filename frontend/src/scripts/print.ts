/** A link that prints, where there is JavaScript; elsewhere the sentence that says how. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
for (const said of document.querySelectorAll<HTMLElement>('[data-print-how]')) said.hidden = true
