/**
 * Serves the built site with as many processes as WORKERS says (one for each core), behind one port. A process that ends is
 * replaced; one that cannot even start ends us. All seal with one key: SESSION_KEY, or one drawn here.
 */
import cluster from 'node:cluster'
import { randomBytes } from 'node:crypto'
import { createServer, STATUS_CODES } from 'node:http'
import { availableParallelism } from 'node:os'

const TOO_SOON_MS = 3000
/** Bytes of a request before its body: the address of a pasted page of 5,000 characters is 45,000. Node by itself takes 16,384. */
const MOST_OF_HEAD = 65_536
const TOO_LONG = '网址太长，无法打开。请缩短后再试，或从首页检索。\nThis address is too long. Please shorten it, or search from the home page.\n'
const workers = Number(process.env.WORKERS || availableParallelism())

if (cluster.isWorker || workers === 1) {
  await serve()
} else {
  process.env.SESSION_KEY ||= randomBytes(32).toString('base64url')
  let isStopping = false
  const begin = () => {
    const begun = Date.now()
    cluster.fork().on('exit', (code) => {
      if (isStopping) return
      if (Date.now() - begun < TOO_SOON_MS) process.exit(code || 1)
      begin()
    })
  }
  for (let count = 0; count < workers; count += 1) begin()
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      isStopping = true
      for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM')
    })
  }
}

async function serve() {
  process.env.ASTRO_NODE_AUTOSTART = 'disabled'
  const { handler } = await import('./dist/server/entry.mjs')
  createServer({ maxHeaderSize: MOST_OF_HEAD }, handler)
    .on('clientError', refuse)
    .listen(Number(process.env.PORT || 4321), process.env.HOST || 'localhost')
}

/** What is no request that a page could answer. */
function refuse(error, socket) {
  const isTooLong = error.code === 'HPE_HEADER_OVERFLOW'
  const [status, text] = isTooLong ? [431, TOO_LONG] : [400, '']
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
  else {
    const head = ['Connection: close', 'Content-Type: text/plain; charset=utf-8', `Content-Length: ${Buffer.byteLength(text)}`]
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('\r\n')}\r\n\r\n${text}`)
  }
}
