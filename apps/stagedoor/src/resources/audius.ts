import type { HttpRequest, HttpResponse, ResourceCaller, ResourceRoute } from '@stagedoor/server'
import type { User } from '@stagedoor/server/ports'
import { answerJson, findParameter, pageOf } from './answer-json.ts'
import { answerSound } from './answer-sound.ts'
import { type AudiusTrack, describeArtist, describePortrait, describeTrack, listAudiusTracks } from './audius-shapes.ts'
import { findDemoPeople, type SampleApi, type SampleWorld } from './sample-api.ts'
import { stableCode } from './stable-id.ts'

/**
 * The Audius API as far as `@audius/sdk` and the documents use it: the health check that the SDK begins with, people, their tracks,
 * and favorites, which need the scope `write`.
 */
export function createAudiusApi(): SampleApi {
  const favorites = new Map<string, Set<string>>()
  return (world) => [
    ...audiusSdkRoutes(world),
    ...peopleRoutes(world),
    ...trackRoutes(world, favorites),
    ...favoriteRoutes(world, favorites),
  ]
}

/** What any release of `@audius/sdk` asks for before anybody signs in. */
export function audiusSdkRoutes({ store }: SampleWorld): readonly ResourceRoute[] {
  const healthy = { data: { service: 'discovery-node', healthy: true, version: '1.0.0', network: { content_nodes: [] } } }
  return [
    open('/health_check', () => answerJson(200, healthy)),
    // When an app gave the SDK a key and no name, the SDK looks the name up.
    open('/v1/developer_apps/:address', async (_, { address = '' }) => {
      const client = await store.clients.find(address.toLowerCase().replace(/^0x/, ''))
      if (client === undefined) return notFound('developer app')
      return answerJson(200, { data: { address: `0x${client.id}`, name: client.name, description: '', image_url: null } })
    }),
  ]
}

type OpenAnswer = (request: HttpRequest, params: Readonly<Record<string, string>>) => HttpResponse | Promise<HttpResponse>

function open(path: string, answer: OpenAnswer): ResourceRoute {
  return { method: 'GET', path, access: 'anybody', scope: [], answer: (_, request, params) => answer(request, params) }
}

function peopleRoutes(world: SampleWorld): readonly ResourceRoute[] {
  const withUser = (
    find: (name: string) => Promise<User | undefined>,
    answer: (user: User, request: HttpRequest) => HttpResponse,
  ): OpenAnswer => {
    return async (request, { id = '' }) => {
      const user = await find(id)
      return user === undefined ? notFound('user') : answer(user, request)
    }
  }
  const byId = (id: string) => findUser(world, id)
  const byHandle = (handle: string) => world.store.users.findByUsername(handle)
  const showArtist = (user: User) => answerJson(200, { data: describeArtist(user) })
  const showTracks = (user: User, request: HttpRequest) => {
    const shown = listAudiusTracks([user]).filter(({ track }) => track.isPublic)
    return answerJson(200, { data: pageOf(request, shown, 100).page.map((each) => describeTrack(world, each)) })
  }
  return [
    // Flat, as before the API was moved to `/v1/me`: some apps still read it.
    {
      method: 'GET',
      path: '/v1/oauth/me',
      access: 'person',
      scope: [],
      answer: (caller) => answerJson(200, describeFlat(caller)),
    },
    open('/v1/users/:id', withUser(byId, showArtist)),
    open('/v1/users/:id/tracks', withUser(byId, showTracks)),
    open('/v1/users/handle/:id', withUser(byHandle, showArtist)),
    open('/v1/users/handle/:id/tracks', withUser(byHandle, showTracks)),
  ]
}

function describeFlat(caller: ResourceCaller | null): unknown {
  const user = caller?.user
  if (user === null || user === undefined) return {}
  const { id, username, name, verified, createdAt } = user
  return { userId: id, sub: id, handle: username, name, verified, profilePicture: describePortrait(user), iat: createdAt }
}

/** By the id that `/v1/me` gives, or by its number, which the older shape gives. */
async function findUser(world: SampleWorld, id: string): Promise<User | undefined> {
  const user = await world.store.users.find(id)
  return user ?? (await findDemoPeople(world)).find(({ number }) => String(number) === id)
}

function trackRoutes(world: SampleWorld, favorites: ReadonlyMap<string, ReadonlySet<string>>): readonly ResourceRoute[] {
  const answerList = (request: HttpRequest, tracks: readonly AudiusTrack[]) =>
    answerJson(200, { data: pageOf(request, tracks, 100).page.map((each) => describeTrack(world, each)) })
  return [
    open('/v1/tracks/trending', async (request) => {
      return answerList(
        request,
        [...(await findPublicTracks(world))].sort((one, other) => other.track.plays - one.track.plays),
      )
    }),
    open('/v1/tracks/search', async (request) => {
      const wanted = (findParameter(request, 'query') ?? '').toLowerCase()
      const found = (await findPublicTracks(world)).filter(({ track, user }) =>
        [track.title, track.genre, user.name, ...track.tags].some((text) => text.toLowerCase().includes(wanted)),
      )
      return answerList(request, found)
    }),
    open('/v1/tracks/:id', async (_, { id = '' }) => {
      const found = await findTrack(world, id)
      return found === undefined ? notFound('track') : answerJson(200, { data: describeTrack(world, found) })
    }),
    open('/v1/tracks/:id/stream', async (request, { id = '' }) => {
      const found = await findTrack(world, id)
      return found === undefined ? notFound('track') : answerSound(request, found.id)
    }),
    open('/v1/users/:id/favorites', async (_, { id = '' }) => {
      const user = await findUser(world, id)
      if (user === undefined) return notFound('user')
      const ids = [...(favorites.get(user.id) ?? [])]
      return answerJson(200, {
        data: ids.map((trackId) => ({ favorite_item_id: trackId, favorite_type: 'SaveType.track', user_id: user.id })),
      })
    }),
  ]
}

function favoriteRoutes(world: SampleWorld, favorites: Map<string, Set<string>>): readonly ResourceRoute[] {
  const write = (method: 'POST' | 'DELETE', change: (mine: Set<string>, trackId: string) => void): ResourceRoute => ({
    method,
    path: '/v1/tracks/:id/favorites',
    access: 'person',
    scope: ['write'],
    async answer(caller, request, { id = '' }) {
      const user = caller?.user
      const named = findParameter(request, 'user_id')
      if (user === null || user === undefined || (named !== undefined && named !== user.id && named !== String(user.number))) {
        return answerJson(403, { error: 'access_denied', error_description: 'user_id is not the user of this token' })
      }
      if ((await findTrack(world, id)) === undefined) return notFound('track')
      const mine = favorites.get(user.id) ?? new Set()
      change(mine, id)
      favorites.set(user.id, mine)
      return answerJson(200, { transaction_hash: `0x${stableCode(`${method} ${user.id} ${id}`, 32)}`, block_number: 1 })
    },
  })
  return [write('POST', (mine, id) => mine.add(id)), write('DELETE', (mine, id) => mine.delete(id))]
}

async function findPublicTracks(world: SampleWorld): Promise<readonly AudiusTrack[]> {
  return listAudiusTracks(await findDemoPeople(world)).filter(({ track }) => track.isPublic)
}

/** Also one that is not in any list: it has an address that only its artist knows. */
async function findTrack(world: SampleWorld, id: string): Promise<AudiusTrack | undefined> {
  return listAudiusTracks(await findDemoPeople(world)).find((each) => each.id === id)
}

function notFound(what: string): HttpResponse {
  return answerJson(404, { error: 'not_found', error_description: `There is no such ${what}.` })
}
