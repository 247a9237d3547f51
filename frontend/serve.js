/**
 * Serves the built site with as many processes as WORKERS says (one for each core), behind one port. A process that ends is
 * replaced; one that cannot even start ends us. All seal with one key: SESSION_KEY, or one drawn here.
 */
import cluster from 'node:cluster'
import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'

const TOO_SOON_MS = 3000
const workers = Number(process.env.WORKERS || availableParallelism())

if (cluster.isWorker || workers === 1) {
  await import('./dist/server/entry.mjs')
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
