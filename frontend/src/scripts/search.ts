/** Facets, order and pages without a new page: the same address is fetched, and its `#results` put in place. */
const SELECTOR = '[data-results]'

let asked = new AbortController()

async function show(address: string, remember: boolean): Promise<void> {
  const here = document.querySelector(SELECTOR)
  if (here === null) return
  asked.abort()
  asked = new AbortController()
  here.setAttribute('aria-busy', 'true')
  const answer = await fetch(address, { signal: asked.signal })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const found = page.querySelector(SELECTOR)
  if (!answer.ok || found === null) throw new Error(String(answer.status))
  if (remember) history.pushState(null, '', address)
  document.title = page.title
  here.replaceWith(found)
  found.setAttribute('tabindex', '-1')
  ;(found as HTMLElement).focus({ preventScroll: true })
  if (remember) found.scrollIntoView()
}

/** Whatever goes wrong, the browser goes there itself. */
function go(address: string, remember = true): void {
  show(address, remember).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'AbortError')) location.assign(address)
  })
}

document.addEventListener('click', (event) => {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(`${SELECTOR} a`) : null
  if (link === null || link.origin !== location.origin || link.pathname !== location.pathname) return
  event.preventDefault()
  go(link.href)
})
addEventListener('popstate', () => go(location.href, false))
