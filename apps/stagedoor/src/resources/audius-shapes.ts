import type { JsonValue } from '@stagedoor/platforms'
import type { User } from '@stagedoor/server/ports'
import { pictureOf, type SampleWorld } from './sample-api.ts'
import { type SampleTrack, tracksOf } from './sample-tracks.ts'
import { stableCode } from './stable-id.ts'

/** A track with whose it is. */
export interface AudiusTrack {
  readonly id: string
  readonly user: User
  readonly track: SampleTrack
}

/** Lists the tracks of these people, each artist's newest first. */
export function listAudiusTracks(users: readonly User[]): readonly AudiusTrack[] {
  return users.flatMap((user) =>
    tracksOf(user.username).map((track) => ({ id: stableCode(`audius track ${user.username} ${track.slug}`, 7), user, track })),
  )
}

/** `User` of the Audius API, with the members that its SDK reads. */
export function describeArtist(user: User): Readonly<Record<string, JsonValue>> {
  return {
    id: user.id,
    handle: user.username,
    handle_lc: user.username.toLowerCase(),
    name: user.name,
    bio: null,
    location: null,
    is_verified: user.verified,
    is_deactivated: user.disabledAt !== null,
    is_available: true,
    profile_picture: describePortrait(user),
    cover_photo: null,
    track_count: tracksOf(user.username).filter(({ isPublic }) => isPublic).length,
    album_count: 0,
    playlist_count: 0,
    repost_count: 0,
    follower_count: 0,
    followee_count: 0,
    supporter_count: 0,
    supporting_count: 0,
    created_at: writeTime(user.createdAt),
    updated_at: writeTime(user.createdAt),
  }
}

/** `Track` of the Audius API; its SDK fails where one of the lists is missing. */
export function describeTrack(world: SampleWorld, { id, user, track }: AudiusTrack): Readonly<Record<string, JsonValue>> {
  return {
    id,
    title: track.title,
    description: track.description,
    genre: track.genre,
    mood: null,
    tags: track.tags.join(','),
    bpm: track.bpm,
    musical_key: track.key,
    duration: track.seconds,
    play_count: track.plays,
    favorite_count: track.likes,
    repost_count: 0,
    comment_count: 0,
    permalink: `/${user.username}/${track.slug}`,
    artwork: describePictures((side) => pictureOf(world, 'audius', track.slug, side)),
    user: describeArtist(user),
    user_id: user.id,
    created_at: track.createdAt,
    updated_at: track.createdAt,
    release_date: track.createdAt,
    is_streamable: true,
    is_downloadable: false,
    is_unlisted: !track.isPublic,
    is_delete: false,
    is_available: true,
    is_stream_gated: false,
    is_download_gated: false,
    access: { stream: true, download: false },
    stream: { url: `${world.baseUrl}/v1/tracks/${id}/stream`, mirrors: [] },
    track_segments: [],
    followee_reposts: [],
    followee_favorites: [],
    has_current_user_reposted: false,
    has_current_user_saved: false,
    field_visibility: { mood: true, tags: true, genre: true, share: true, play_count: true, remixes: true },
  }
}

/** A person's picture in the three sizes that Audius has; `null` where there is none. */
export function describePortrait({ pictureTemplate }: User): JsonValue {
  return pictureTemplate === null ? null : describePictures((side) => pictureTemplate.replace('{size}', `${side}x${side}`))
}

function describePictures(address: (side: number) => string): JsonValue {
  return { '150x150': address(150), '480x480': address(480), '1000x1000': address(1000), mirrors: [] }
}

function writeTime(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString()
}
