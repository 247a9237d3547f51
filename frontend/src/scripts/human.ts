/**
 * The small task that lets a form through without a question: altcha, version 2 of its format. The browser looks for a
 * number whose derived key begins as it should, some 4,096 tries, a second or two, off the main thread. Where it cannot
 * (no JavaScript, no secure context, a slow device), the question stands in the page and is asked.
 */
interface Challenge {
  readonly parameters: {
    readonly algorithm: string
    readonly nonce: string
    readonly salt: string
    readonly cost: number
    readonly keyLength: number
    readonly keyPrefix: string
  }
  readonly signature: string
}

const MOST_SECONDS = 60

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}

function hexOf(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function solve(challenge: Challenge): Promise<string> {
  const { algorithm, nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters
  const [name = '', hash = ''] = algorithm.split('/')
  const password = new Uint8Array([...bytesOf(nonce), 0, 0, 0, 0])
  const counting = new DataView(password.buffer, password.length - 4)
  const begun = performance.now()
  for (let counter = 0; performance.now() - begun < MOST_SECONDS * 1000; counter += 1) {
    counting.setUint32(0, counter)
    const key = await crypto.subtle.importKey('raw', password, name, false, ['deriveBits'])
    const derived = hexOf(await crypto.subtle.deriveBits({ name, hash, salt: bytesOf(salt), iterations: cost }, key, keyLength * 8))
    if (derived.startsWith(keyPrefix)) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey: derived } }))
  }
  throw new Error('too slow')
}

function prove(box: HTMLElement): void {
  const form = box.closest('form')
  const proof = box.querySelector<HTMLInputElement>('[name="proof"]')
  const asked = box.querySelector<HTMLElement>('[data-question]')
  const said = box.querySelector<HTMLElement>('[data-said]')
  if (form === null || proof === null || asked === null || said === null) return
  let waiting: HTMLElement | null | undefined
  let isBusy = true
  box.dataset['human'] = 'busy'
  said.textContent = said.dataset['busy'] ?? ''

  form.addEventListener('submit', (event) => {
    const pressed = event.submitter
    if (!isBusy || !pressed?.hasAttribute('data-needs-sign')) return
    event.preventDefault()
    waiting = pressed
  })
  solve(JSON.parse(box.dataset['challenge'] ?? '') as Challenge)
    .then((found) => {
      proof.value = found
      box.dataset['human'] = 'done'
      said.textContent = said.dataset['done'] ?? ''
    })
    .catch(() => {
      box.dataset['human'] = 'asked'
      said.textContent = ''
      waiting = undefined
    })
    .finally(() => {
      isBusy = false
      if (waiting) form.requestSubmit(waiting)
    })
}

document.querySelectorAll<HTMLElement>('[data-challenge]').forEach(prove)
