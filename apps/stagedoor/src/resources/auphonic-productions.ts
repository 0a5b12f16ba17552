import type { JsonValue } from '@stagedoor/platforms'
import type { User } from '@stagedoor/server/ports'
import { soundBytes } from './answer-sound.ts'
import { pictureOf, type SampleWorld } from './sample-api.ts'
import { type SampleTrack, tracksOf } from './sample-tracks.ts'
import { stableCode } from './stable-id.ts'

/** An audio file that the platform has worked on, or is about to. */
export interface Production {
  /** 22 letters and digits. */
  readonly uuid: string
  readonly status: number
  readonly statusText: string
  /** Name of the result. */
  readonly file: string
  readonly artist: string
  readonly track: SampleTrack
}

/** What is applied to a production when it is made. */
export interface Preset {
  readonly uuid: string
  readonly preset_name: string
  readonly [member: string]: JsonValue
}

/** Somebody's productions, newest first: one for each of their tracks. */
export function listProductions(user: User): readonly Production[] {
  return tracksOf(user.username).map((track) => ({
    uuid: stableCode(`auphonic production ${user.username} ${track.slug}`, 22),
    ...(track.isPublic ? { status: 3, statusText: 'Done' } : { status: 10, statusText: 'Production Not Started Yet' }),
    file: `${track.slug}.wav`,
    artist: user.name,
    track,
  }))
}

/** A production in the words of the API; what is not started has no results yet. */
export function describeProduction(world: SampleWorld, { uuid, status, statusText, file, artist, track }: Production): JsonValue {
  const { origin } = new URL(world.baseUrl)
  const done = status === 3
  return {
    uuid,
    status,
    status_string: statusText,
    status_page: `${origin}/engine/status/${uuid}`,
    edit_page: `${origin}/engine/upload/edit/${uuid}`,
    error_message: '',
    warning_message: '',
    is_multitrack: false,
    creation_time: track.createdAt,
    change_time: track.createdAt,
    input_file: `${track.slug}.flac`,
    output_basename: track.slug,
    length: track.seconds,
    length_timestring: writeDuration(track.seconds),
    image: pictureOf(world, 'auphonic', track.slug, 500),
    thumbnail: pictureOf(world, 'auphonic', track.slug, 150),
    metadata: {
      title: track.title,
      artist,
      album: '',
      track: '',
      genre: track.genre,
      year: track.createdAt.slice(0, 4),
      summary: track.description,
      tags: track.tags,
      license: '',
    },
    algorithms: defaultAlgorithms,
    output_files: done
      ? [
          {
            format: 'wav',
            ending: 'wav',
            filename: file,
            size: soundBytes,
            size_string: `${(soundBytes / 1024).toFixed(1)} KB`,
            mono_mixdown: true,
            // Needs a token: in the header, or as bearer_token where a player cannot set one.
            download_url: `${world.baseUrl}/api/download/audio-result/${uuid}/${file}`,
          },
        ]
      : [],
    outgoing_services: [],
    chapters: [],
  }
}

/** Somebody's presets; an account that is new has none. */
export function listPresets({ username, name }: User): readonly Preset[] {
  if (tracksOf(username).length === 0) return []
  return ['Podcast', 'Album Master'].map((title) => ({
    uuid: stableCode(`auphonic preset ${username} ${title}`, 22),
    preset_name: `${title} (${name})`,
    short_name: title,
    creation_time: '2026-01-12T10:00:00Z',
    change_time: '2026-03-02T15:20:00Z',
    metadata: { title: '', artist: name, genre: '', tags: [] },
    algorithms: { ...defaultAlgorithms, loudnesstarget: title === 'Podcast' ? -16 : -14 },
    output_files: [{ format: 'mp3', ending: 'mp3', bitrate: '112' }],
    outgoing_services: [],
    is_multitrack: false,
  }))
}

const defaultAlgorithms = { leveler: true, filtering: true, normloudness: true, denoise: false, loudnesstarget: -16 }

function writeDuration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.000`
}
