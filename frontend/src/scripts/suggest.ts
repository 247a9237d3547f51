/** Suggestions under the search field, as a combobox (ARIA 1.2). Without this script the field is a field. */

const LEAST_PAUSE = 180

interface Suggestion {
  readonly text: string
}

function suggestIn(input: HTMLInputElement): void {
  const list = Object.assign(document.createElement('ul'), { id: `${input.id}-suggestions`, className: 'suggestions', hidden: true })
  const told = Object.assign(document.createElement('div'), { className: 'hidden', role: 'status' })
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', input.placeholder)
  input.form?.append(list, told)
  const attributes = { role: 'combobox', 'aria-controls': list.id, 'aria-expanded': 'false', 'aria-autocomplete': 'list' }
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value)

  let timer = 0
  let asked = new AbortController()
  let at = -1

  function show(found: readonly Suggestion[]): void {
    at = -1
    list.replaceChildren(
      ...found.map(({ text }, number) => {
        const option = Object.assign(document.createElement('li'), { id: `${list.id}-${number}`, textContent: text })
        option.setAttribute('role', 'option')
        option.setAttribute('aria-selected', 'false')
        option.addEventListener('pointerdown', (event) => {
          event.preventDefault()
          choose(text)
        })
        return option
      }),
    )
    list.hidden = found.length === 0
    input.setAttribute('aria-expanded', String(!list.hidden))
    input.removeAttribute('aria-activedescendant')
    told.textContent = list.hidden ? '' : (input.dataset['suggest'] ?? '').replace('{count}', String(found.length))
  }

  function choose(text: string): void {
    input.value = text
    show([])
    input.form?.requestSubmit()
  }

  function move(by: number): void {
    const options = [...list.children]
    // One place more than options: back in the field, with nothing chosen.
    at = ((at + 1 + by + options.length + 1) % (options.length + 1)) - 1
    options.forEach((option, number) => option.setAttribute('aria-selected', String(number === at)))
    if (at < 0) input.removeAttribute('aria-activedescendant')
    else input.setAttribute('aria-activedescendant', options[at]?.id ?? '')
  }

  async function ask(): Promise<void> {
    asked.abort()
    asked = new AbortController()
    const answer = await fetch(`/suggest.json?q=${encodeURIComponent(input.value)}`, { signal: asked.signal })
    if (answer.ok) show((await answer.json()) as readonly Suggestion[])
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    if (input.value.trim() === '') show([])
    else timer = window.setTimeout(() => ask().catch(() => undefined), LEAST_PAUSE)
  })
  input.addEventListener('blur', () => show([]))
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      move(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Escape') show([])
    else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault()
      choose(list.children[at]?.textContent ?? '')
    }
  })
}

document.querySelectorAll<HTMLInputElement>('input[data-suggest]').forEach(suggestIn)
