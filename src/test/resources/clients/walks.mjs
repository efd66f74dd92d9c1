// Walks of one client library, each told by a line of JSON on the standard input: the addresses, the client, and how it shows
// who it is. The test is the member and looks at the tokens; the library does all the rest.
import { subscribe } from 'node:diagnostics_channel'
import { createInterface } from 'node:readline'

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const read = async () => (await lines.next()).value
const print = text => process.stdout.write(text + '\n')
// Some libraries chat.
console.log = console.error

/** How the posts of this walk showed who they come from, by what went over the wire: 'Basic', or 'body' without a header. */
const shown = new Set()
let byLibrary = true
const note = (method, header) => {
  if (byLibrary && method === 'POST') shown.add(header ? header.split(' ')[0] : 'body')
}
subscribe('undici:request:create', ({ request }) => note(
  request.method, /(?:^|\n)authorization(?:: |\n)(.*)/i.exec([request.headers].flat().join('\n'))?.[1]))
subscribe('http.client.request.start', ({ request }) => note(request.method, request.getHeader('authorization')))

const member = {
  /** Sends the member to this address; the address at which they come back to the app. */
  async visit (address) {
    print(String(address))
    return await member.comesBack()
  },
  comesBack: read,
  /** Has the test look at what the app got at first and after the refresh; it revokes these afterwards. */
  async look (first, second) {
    print(JSON.stringify({ first, second }))
    await read()
  },
  /** Revokes a token in the place of a library that can't. */
  async revoke (way, token) {
    byLibrary = false
    const proof = way.client_secret ? { client_secret: way.client_secret } : {}
    const form = new URLSearchParams({ token, client_id: way.client_id, ...proof })
    const answer = await fetch(way.revocation_endpoint, { method: 'POST', body: form })
    byLibrary = true
    if (!answer.ok) throw new Error('not revoked: ' + await answer.text())
  }
}

/**
 * Goes as long as there are lines.
 *
 * @param go returns a function that refreshes once more, after all has been revoked
 * @param code what the library makes of a refusal: the error's code, as its users would read it
 */
export async function walks (go, code) {
  for (let line = await read(); line !== undefined; line = await read()) {
    shown.clear()
    const again = await go(JSON.parse(line), member)
    const refused = await again().then(() => 'nothing', code)
    print(JSON.stringify({ shown: [...shown], refused }))
  }
  process.exit(0)
}
