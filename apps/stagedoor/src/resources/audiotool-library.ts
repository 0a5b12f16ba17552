import type { ResourceRoute } from '@stagedoor/server'
import { number, object, optional, string } from 'valibot'
import { answerSound } from './answer-sound.ts'
import { cutList, type ListedFields } from './audiotool-list.ts'
import { userName } from './audiotool-projects.ts'
import { ConnectError, createConnectRoute } from './connect-rpc.ts'
import { findDemoPeople, type SampleWorld } from './sample-api.ts'
import { tracksOf } from './sample-tracks.ts'
import { stableUuid } from './stable-id.ts'

/** What samples and presets have in common: somebody made them, and everybody may use them. */
interface LibraryItem {
  readonly name: string
  readonly displayName: string
  readonly description: string
  readonly ownerName: string
  readonly tags: readonly string[]
  readonly createTime: string
  readonly [member: string]: unknown
}

const itemFields: ListedFields<LibraryItem>['fields'] = {
  name: ({ name }) => name,
  display_name: ({ displayName }) => displayName,
  description: ({ description }) => description,
  owner_name: ({ ownerName }) => ownerName,
  tags: ({ tags }) => tags,
  create_time: ({ createTime }) => createTime,
}

const text = optional(string('must be text.'), '')
const listInput = object({
  filter: text,
  orderBy: text,
  textSearch: text,
  pageToken: text,
  pageSize: optional(number('pageSize must be a number.'), 0),
})
const nameInput = object({ name: text })

/** Samples and presets of the demo accounts, to be read with any token, and the sound of each sample. */
export function createLibraryRoutes(world: SampleWorld): readonly ResourceRoute[] {
  return [
    ...createItemRoutes({ service: 'audiotool.sample.v1.SampleService', kind: 'sample', find: () => findSamples(world) }),
    ...createItemRoutes({ service: 'audiotool.preset.v1.PresetService', kind: 'preset', find: () => findPresets(world) }),
    {
      method: 'GET',
      path: '/sample-files/:id.wav',
      access: 'anybody',
      scope: [],
      answer: (_, request, { id = '' }) => answerSound(request, `audiotool sample ${id}`),
    },
  ]
}

interface Library {
  readonly service: string
  readonly kind: 'sample' | 'preset'
  readonly find: () => Promise<readonly LibraryItem[]>
}

function createItemRoutes({ service, kind, find }: Library): readonly ResourceRoute[] {
  const Kind = kind === 'sample' ? 'Sample' : 'Preset'
  return [
    createConnectRoute(service, {
      name: `List${Kind}s`,
      scope: [],
      input: listInput,
      async answer(_, request) {
        const wanted = request.textSearch.toLowerCase()
        const found = (await find()).filter(({ displayName, tags }) =>
          [displayName, ...tags].some((each) => each.toLowerCase().includes(wanted)),
        )
        const { page, nextPageToken } = cutList(found, request, { variable: kind, fields: itemFields })
        return { [`${kind}s`]: page, ...(nextPageToken !== '' && { nextPageToken }) }
      },
    }),
    createConnectRoute(service, {
      name: `Get${Kind}`,
      scope: [],
      input: nameInput,
      async answer(_, { name }) {
        const item = (await find()).find((each) => each.name === name)
        if (item === undefined) throw new ConnectError('not_found', `There is no such ${kind}.`)
        return { [kind]: item }
      },
    }),
  ]
}

async function findSamples(world: SampleWorld): Promise<readonly LibraryItem[]> {
  return (await findDemoPeople(world)).flatMap((user) =>
    tracksOf(user.username)
      .filter(({ isPublic }) => isPublic)
      .map((track) => {
        const id = stableUuid(`audiotool sample ${user.username} ${track.slug}`)
        return {
          name: `samples/${id}`,
          displayName: `${track.title} loop`,
          description: `From "${track.title}".`,
          ownerName: userName(user),
          tags: track.tags,
          bpm: track.bpm,
          sampleType: 'SAMPLE_TYPE_LOOP',
          usage: 'SAMPLE_USAGE_PUBLIC',
          clearance: 'SAMPLE_CLEARANCE_SAFE',
          playDuration: '4s',
          wavUrl: `${world.baseUrl}/sample-files/${id}.wav`,
          createTime: track.createdAt,
          updateTime: track.createdAt,
        }
      }),
  )
}

/** One for each device of the list. */
const presetDevices = ['HEISENBERG', 'PULVERISATEUR', 'BASSLINE']

async function findPresets(world: SampleWorld): Promise<readonly LibraryItem[]> {
  return (await findDemoPeople(world)).flatMap((user) =>
    tracksOf(user.username)
      .filter(({ isPublic }) => isPublic)
      .map((track, index) => ({
        name: `presets/${stableUuid(`audiotool preset ${user.username} ${track.slug}`)}`,
        displayName: `${track.title} lead`,
        description: '',
        ownerName: userName(user),
        tags: [track.genre.toLowerCase()],
        deviceType: `PRESET_DEVICE_TYPE_${presetDevices[index % presetDevices.length]}`,
        usage: 'PRESET_USAGE_PUBLIC',
        createTime: track.createdAt,
        updateTime: track.createdAt,
      })),
  )
}
