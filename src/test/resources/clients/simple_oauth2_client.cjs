// The whole life of a connection, with simple-oauth2.
const { AuthorizationCode } = require('simple-oauth2')
const readline = require('readline')

const base = process.env.SERVER
const member = token => fetch(base + '/api/direct-sharing/project/exchange-member/', {
  headers: { Authorization: 'Bearer ' + token }
})

async function main () {
  const client = new AuthorizationCode({
    client: { id: process.env.CLIENT_ID, secret: process.env.CLIENT_SECRET },
    auth: {
      tokenHost: base,
      tokenPath: '/oauth2/token/',
      revokePath: '/oauth2/revoke_token/',
      authorizePath: '/direct-sharing/projects/oauth2/authorize/'
    }
  })
  const redirect = process.env.REDIRECT_URI
  console.log(client.authorizeURL({ redirect_uri: redirect, state: 'a state' }))
  const answer = new URL(await new Promise(resolve => readline.createInterface({ input: process.stdin }).once('line', resolve)))
  if (answer.searchParams.get('state') !== 'a state') throw new Error('another state')

  const first = await client.getToken({ code: answer.searchParams.get('code'), redirect_uri: redirect })
  const read = await (await member(first.token.access_token)).json()
  const second = await first.refresh()
  const again = await member(second.token.access_token)
  if (again.status !== 200) throw new Error('not readable after the refresh: ' + again.status)
  await second.revokeAll()
  const after = await member(second.token.access_token)
  console.log(JSON.stringify({
    project_member_id: read.project_member_id,
    expires_in: first.token.expires_in,
    rotated: first.token.refresh_token !== second.token.refresh_token,
    revoked: 200,
    after: after.status
  }))
  process.exit(0)
}

main().catch(failure => { console.error(failure); process.exit(1) })
