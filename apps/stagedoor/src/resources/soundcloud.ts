import type { JsonValue } from '@stagedoor/platforms'
import type { HttpRequest, HttpResponse, ResourceCaller, ResourceRoute } from '@stagedoor/server'
import type { User } from '@stagedoor/server/ports'
import { answerJson, findParameter, pageOf } from './answer-json.ts'
import { answerSound } from './answer-sound.ts'
import { findDemoPeople, pictureOf, type SampleApi, type SampleWorld } from './sample-api.ts'
import { type SampleTrack, tracksOf } from './sample-tracks.ts'
import { stableNumber } from './stable-id.ts'

interface OwnedTrack {
  readonly urn: string
  readonly user: User
  readonly track: SampleTrack
}

/** The SoundCloud API: tracks, people, and addresses of the site turned into those of the API. An app's own token reads what everybody may. */
export function createSoundcloudApi(): SampleApi {
  return (world) => [
    mine('/me/tracks', (user, request) => answerTracks(world, request, listTracks([user]))),
    ...['/me/likes/tracks', '/me/playlists', '/me/followings', '/me/followers', '/me/activities'].map((path) =>
      mine(path, (_, request) => answerList(world, request, [])),
    ),
    ...catalogueRoutes(world),
    ...peopleRoutes(world),
  ]
}

function mine(path: string, answer: (user: User, request: HttpRequest) => HttpResponse): ResourceRoute {
  const answerPerson = (caller: ResourceCaller | null, request: HttpRequest): HttpResponse => {
    if (caller === null || caller.user === null) throw new TypeError('What belongs to a person has a caller.')
    return answer(caller.user, request)
  }
  return { method: 'GET', path, access: 'person', scope: [], answer: answerPerson }
}

type CatalogueAnswer = (request: HttpRequest, params: Readonly<Record<string, string>>) => Promise<HttpResponse>

/** Any token will do, an app's own, too. */
function catalogue(path: string, answer: CatalogueAnswer): ResourceRoute {
  return { method: 'GET', path, access: 'app', scope: [], answer: (_, request, params) => answer(request, params) }
}

function catalogueRoutes(world: SampleWorld): readonly ResourceRoute[] {
  const findPublic = async () => listTracks(await findDemoPeople(world)).filter(({ track }) => track.isPublic)
  const find = async (urn: string) => listTracks(await findDemoPeople(world)).find((each) => each.urn === asUrn('tracks', urn))
  return [
    catalogue('/tracks', async (request) => {
      const wanted = (findParameter(request, 'q') ?? '').toLowerCase()
      const ids = (findParameter(request, 'urns') ?? findParameter(request, 'ids'))?.split(',').map((id) => asUrn('tracks', id))
      const found = (await findPublic()).filter(({ urn, track, user }) => {
        if (ids !== undefined && !ids.includes(urn)) return false
        return [track.title, track.genre, user.name, ...track.tags].some((text) => text.toLowerCase().includes(wanted))
      })
      return answerTracks(world, request, found)
    }),
    catalogue('/tracks/:urn', async (_, { urn = '' }) => {
      const found = await find(urn)
      return found === undefined ? refuse(404) : answerJson(200, describeTrack(world, found))
    }),
    catalogue('/tracks/:urn/streams', async (_, { urn = '' }) => {
      const found = await find(urn)
      const address = `${world.baseUrl}/tracks/${found?.urn}/stream`
      return found === undefined ? refuse(404) : answerJson(200, { http_mp3_128_url: address, preview_mp3_128_url: address })
    }),
    catalogue('/tracks/:urn/stream', async (request, { urn = '' }) => {
      const found = await find(urn)
      return found === undefined ? refuse(404) : answerSound(request, found.urn)
    }),
    catalogue('/resolve', async (request) => {
      const place = await resolve(world, findParameter(request, 'url') ?? '')
      if (place === undefined) return refuse(404)
      const { headers, ...answer } = answerJson(302, { status: '302 - Found', location: world.baseUrl + place })
      return { ...answer, headers: { ...headers, Location: world.baseUrl + place } }
    }),
  ]
}

function peopleRoutes(world: SampleWorld): readonly ResourceRoute[] {
  const find = async (urn: string) => (await findDemoPeople(world)).find((user) => userUrn(user) === asUrn('users', urn))
  return [
    catalogue('/users', async (request) => {
      const wanted = (findParameter(request, 'q') ?? '').toLowerCase()
      const found = (await findDemoPeople(world)).filter(({ name, username }) => `${name} ${username}`.toLowerCase().includes(wanted))
      return answerList(world, request, found.map(describeUser))
    }),
    catalogue('/users/:urn', async (_, { urn = '' }) => {
      const user = await find(urn)
      return user === undefined ? refuse(404) : answerJson(200, describeUser(user))
    }),
    catalogue('/users/:urn/tracks', async (request, { urn = '' }) => {
      const user = await find(urn)
      if (user === undefined) return refuse(404)
      const tracks = listTracks([user]).filter(({ track }) => track.isPublic)
      return answerTracks(world, request, tracks)
    }),
  ]
}

/** The path of the API for `https://soundcloud.com/mira` or `…/mira/harbour-lights`. */
async function resolve(world: SampleWorld, address: string): Promise<string | undefined> {
  if (!URL.canParse(address)) return undefined
  const { hostname, pathname } = new URL(address)
  if (!/^(www\.|m\.)?soundcloud\.com$/.test(hostname)) return undefined
  const [username, slug] = pathname.split('/').filter((segment) => segment !== '')
  const user = (await findDemoPeople(world)).find((each) => each.username === username)
  if (user === undefined) return undefined
  if (slug === undefined) return `/users/${userUrn(user)}`
  const found = listTracks([user]).find(({ track }) => track.slug === slug)
  return found && `/tracks/${found.urn}`
}

function answerTracks(world: SampleWorld, request: HttpRequest, tracks: readonly OwnedTrack[]): HttpResponse {
  return answerList(
    world,
    request,
    tracks.map((each) => describeTrack(world, each)),
  )
}

/** A bare list, or with `linked_partitioning` a page that names the next. */
function answerList(world: SampleWorld, request: HttpRequest, all: readonly JsonValue[]): HttpResponse {
  const { page, limit, offset } = pageOf(request, all, 50)
  if (!/^(true|1)$/.test(findParameter(request, 'linked_partitioning') ?? '')) return answerJson(200, page)
  const next = new URLSearchParams(request.query)
  next.set('offset', String(offset + limit))
  const hasMore = limit > 0 && offset + limit < all.length
  return answerJson(200, { collection: page, next_href: hasMore ? `${world.baseUrl}${request.path}?${next}` : null })
}

function listTracks(users: readonly User[]): readonly OwnedTrack[] {
  return users.flatMap((user) =>
    tracksOf(user.username).map((track) => ({
      urn: `soundcloud:tracks:${stableNumber(`soundcloud track ${user.username} ${track.slug}`)}`,
      user,
      track,
    })),
  )
}

/** Numbers are what the API took before it had URNs, and many programs still send them. */
function asUrn(kind: 'tracks' | 'users', id: string): string {
  return /^\d+$/.test(id) ? `soundcloud:${kind}:${id}` : id
}

function userUrn({ number }: User): string {
  return `soundcloud:users:${number}`
}

function describeUser(user: User): JsonValue {
  return {
    kind: 'user',
    id: user.number,
    urn: userUrn(user),
    username: user.name,
    full_name: user.name,
    permalink: user.username,
    permalink_url: `https://soundcloud.com/${user.username}`,
    uri: `https://api.soundcloud.com/users/${userUrn(user)}`,
    avatar_url: user.pictureTemplate?.replace('{size}', '480x480') ?? '',
    city: null,
    country: null,
    description: null,
    followers_count: 0,
    followings_count: 0,
    track_count: tracksOf(user.username).filter(({ isPublic }) => isPublic).length,
    created_at: new Date(user.createdAt * 1000).toISOString(),
  }
}

function describeTrack(world: SampleWorld, { urn, user, track }: OwnedTrack): JsonValue {
  return {
    kind: 'track',
    id: Number(urn.slice(urn.lastIndexOf(':') + 1)),
    urn,
    title: track.title,
    description: track.description,
    genre: track.genre,
    tag_list: track.tags.map((tag) => (tag.includes(' ') ? `"${tag}"` : tag)).join(' '),
    bpm: track.bpm,
    key_signature: track.key,
    duration: track.seconds * 1000,
    created_at: track.createdAt,
    permalink_url: `https://soundcloud.com/${user.username}/${track.slug}`,
    uri: `https://api.soundcloud.com/tracks/${urn}`,
    artwork_url: pictureOf(world, 'soundcloud', track.slug, 500),
    stream_url: `${world.baseUrl}/tracks/${urn}/stream`,
    playback_count: track.plays,
    favoritings_count: track.likes,
    reposts_count: 0,
    comment_count: 0,
    download_count: 0,
    downloadable: false,
    streamable: true,
    sharing: track.isPublic ? 'public' : 'private',
    access: 'playable',
    license: 'all-rights-reserved',
    user: describeUser(user),
  }
}

const reasons = { 404: 'Not Found' } as const

function refuse(status: keyof typeof reasons): HttpResponse {
  return answerJson(status, {
    code: status,
    message: '',
    link: 'https://developers.soundcloud.com/docs/api/explorer/open-api',
    status: `${status} - ${reasons[status]}`,
    errors: [],
    error: null,
  })
}
