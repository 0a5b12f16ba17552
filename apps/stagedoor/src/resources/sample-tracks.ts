/** A piece of music of a demo account; every platform shows the same ones in its own words. */
export interface SampleTrack {
  /** Names it within its artist's tracks: part of ids and addresses. */
  readonly slug: string
  readonly title: string
  readonly description: string
  readonly genre: string
  readonly tags: readonly string[]
  readonly bpm: number
  readonly key: string
  readonly seconds: number
  readonly plays: number
  readonly likes: number
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** Whether other people can see it. */
  readonly isPublic: boolean
}

const tracksByUsername: ReadonlyMap<string, readonly SampleTrack[]> = new Map([
  [
    'mira',
    [
      {
        slug: 'harbour-lights',
        title: 'Harbour Lights',
        description: 'Written on the last ferry of the night.',
        genre: 'Deep House',
        tags: ['deep', 'night', 'ferry'],
        bpm: 122,
        key: 'A minor',
        seconds: 312,
        plays: 18_204,
        likes: 941,
        createdAt: '2026-09-18T20:14:00Z',
        isPublic: true,
      },
      {
        slug: 'paper-kites',
        title: 'Paper Kites',
        description: 'Kalimba, tape noise and a very patient bass.',
        genre: 'Downtempo',
        tags: ['kalimba', 'warm'],
        bpm: 92,
        key: 'D major',
        seconds: 247,
        plays: 7_730,
        likes: 412,
        createdAt: '2026-06-02T09:30:00Z',
        isPublic: true,
      },
      {
        slug: 'static-garden',
        title: 'Static Garden',
        description: 'Field recordings from behind the transformer station.',
        genre: 'Ambient',
        tags: ['field recording', 'drone'],
        bpm: 70,
        key: 'F# minor',
        seconds: 405,
        plays: 2_118,
        likes: 133,
        createdAt: '2026-02-11T16:45:00Z',
        isPublic: true,
      },
      {
        slug: 'untitled-sketch-7',
        title: 'Untitled Sketch 7',
        description: '',
        genre: 'Electronic',
        tags: ['wip'],
        bpm: 128,
        key: 'C minor',
        seconds: 96,
        plays: 0,
        likes: 0,
        createdAt: '2026-11-09T22:05:00Z',
        isPublic: false,
      },
    ],
  ],
  [
    'jonas',
    [
      {
        slug: 'north-window',
        title: 'North Window',
        description: 'One synthesizer, one take.',
        genre: 'Techno',
        tags: ['live', 'modular'],
        bpm: 134,
        key: 'G minor',
        seconds: 389,
        plays: 5_402,
        likes: 288,
        createdAt: '2026-08-27T18:00:00Z',
        isPublic: true,
      },
      {
        slug: 'slow-bicycle',
        title: 'Slow Bicycle',
        description: 'For riding home in the rain.',
        genre: 'Lo-Fi',
        tags: ['lofi', 'rain'],
        bpm: 84,
        key: 'E♭ major',
        seconds: 173,
        plays: 3_961,
        likes: 204,
        createdAt: '2026-04-05T11:20:00Z',
        isPublic: true,
      },
    ],
  ],
])

/** Lists somebody's tracks, newest first. An account that is new has none. */
export function tracksOf(username: string): readonly SampleTrack[] {
  const tracks = tracksByUsername.get(username.toLowerCase()) ?? []
  return [...tracks].sort((one, other) => other.createdAt.localeCompare(one.createdAt))
}
