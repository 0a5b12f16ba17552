import { randomUUID } from 'node:crypto'
import type { User } from '@stagedoor/server/ports'
import { array, boolean, fallback, number, object, optional, pipe, string, transform } from 'valibot'
import { createLibraryRoutes } from './audiotool-library.ts'
import { cutList, type ListedFields } from './audiotool-list.ts'
import { type Project, type ProjectChoice, ProjectShelf, userName, writeProject } from './audiotool-projects.ts'
import { ConnectError, createConnectRoute, createUnimplementedRoute } from './connect-rpc.ts'
import { findDemoPeople, type SampleApi, type SampleWorld } from './sample-api.ts'
import { tracksOf } from './sample-tracks.ts'

const projectService = 'audiotool.project.v1.ProjectService'
const userService = 'audiotool.user.v1.UserService'

/** Services that `@audiotool/nexus` calls; what has no sample is answered with `unimplemented`, not with a page of HTML. */
const services = [
  projectService,
  userService,
  'audiotool.auth.v1.AuthService',
  'audiotool.audiograph.v1.AudiographService',
  'audiotool.document.v1.DocumentService',
  'audiotool.longrunning.v1.OperationService',
  'audiotool.preset.v1.PresetService',
  'audiotool.project.v1.ProjectRoleService',
  'audiotool.sample.v1.SampleService',
]

/** The Audiotool API in Connect-RPC: projects that can be listed, made, changed and deleted; the people who make them; samples and presets to read. */
export function createAudiotoolApi(): SampleApi {
  const shelf = new ProjectShelf()
  return (world) => [
    ...projectRoutes(world, shelf),
    ...userRoutes(world),
    ...createLibraryRoutes(world),
    ...services.map(createUnimplementedRoute),
  ]
}

const text = optional(string('must be text.'), '')

const listInput = object({
  filter: text,
  orderBy: text,
  pageSize: optional(number('pageSize must be a number.'), 0),
  pageToken: text,
})

const nameInput = object({ name: text })

const choiceInput = object({
  displayName: optional(string('displayName must be text.')),
  description: optional(string('description must be text.')),
  tags: optional(array(string('tags must be a list of texts.'), 'tags must be a list of texts.')),
  bpm: optional(number('bpm must be a number.')),
  genreName: optional(string('genreName must be text.')),
  downloadAllowed: optional(boolean('downloadAllowed must be true or false.')),
  copyAllowed: optional(boolean('copyAllowed must be true or false.')),
})

const createInput = object({ project: optional(choiceInput, {}) })

const updateInput = object(
  {
    project: object({ ...choiceInput.entries, name: text }, 'project must be an object with a name.'),
    // A FieldMask in JSON is one text: `displayName,bpm`.
    updateMask: pipe(
      optional(string('updateMask must be text.'), ''),
      transform((mask) => (mask === '' ? [] : mask.split(','))),
    ),
  },
  'project is missing.',
)

const projectFields: ListedFields<Project> = {
  variable: 'project',
  fields: {
    name: ({ name }) => name,
    user_names: ({ creatorName }) => [creatorName],
    creator_name: ({ creatorName }) => creatorName,
    track_name: ({ trackName }) => trackName,
    display_name: ({ displayName }) => displayName,
    description: ({ description }) => description,
    create_time: ({ createTime }) => createTime,
    update_time: ({ updateTime }) => updateTime,
    tags: ({ tags }) => tags,
    genre_name: ({ genreName }) => genreName,
  },
}

function projectRoutes(world: SampleWorld, shelf: ProjectShelf) {
  const now = () => new Date(world.now() * 1000).toISOString()
  const show = (project: Project) => ({ project: writeProject(world, project) })
  return [
    createConnectRoute(projectService, {
      name: 'ListProjects',
      scope: ['project:read'],
      input: listInput,
      answer(user, request) {
        const { page, nextPageToken } = cutList(shelf.list(user), request, projectFields)
        return { projects: page.map((project) => writeProject(world, project)), ...(nextPageToken !== '' && { nextPageToken }) }
      },
    }),
    createConnectRoute(projectService, {
      name: 'GetProject',
      scope: ['project:read'],
      input: nameInput,
      answer: (user, { name }) => show(shelf.get(user, name)),
    }),
    createConnectRoute(projectService, {
      name: 'CreateProject',
      scope: ['project:write'],
      input: createInput,
      answer: (user, { project }) => show(shelf.create(user, chosen(project), randomUUID(), now())),
    }),
    createConnectRoute(projectService, {
      name: 'UpdateProject',
      scope: ['project:write'],
      input: updateInput,
      answer: (user, { project, updateMask }) => show(shelf.update(user, project.name, chosen(project, updateMask), now())),
    }),
    createConnectRoute(projectService, {
      name: 'DeleteProject',
      scope: ['project:write'],
      input: nameInput,
      answer(user, { name }) {
        shelf.delete(user, name)
        return {}
      },
    }),
  ]
}

type Chosen = { readonly [Member in keyof ProjectChoice]?: ProjectChoice[Member] | undefined }

/** The members that were sent; with a mask, those of them that it names. */
function chosen(
  { displayName, description, tags, bpm, genreName, downloadAllowed, copyAllowed }: Chosen,
  mask: readonly string[] = [],
): Partial<ProjectChoice> {
  const may = (member: keyof ProjectChoice): boolean => mask.length === 0 || mask.includes(member)
  return {
    ...(displayName !== undefined && may('displayName') && { displayName }),
    ...(description !== undefined && may('description') && { description }),
    ...(tags !== undefined && may('tags') && { tags }),
    ...(bpm !== undefined && may('bpm') && { bpm }),
    ...(genreName !== undefined && may('genreName') && { genreName }),
    ...(downloadAllowed !== undefined && may('downloadAllowed') && { downloadAllowed }),
    ...(copyAllowed !== undefined && may('copyAllowed') && { copyAllowed }),
  }
}

const userFields: ListedFields<User> = {
  variable: 'user',
  fields: { name: userName, display_name: ({ name }) => name },
}

function userRoutes(world: SampleWorld) {
  const find = (name: string): Promise<User | undefined> => world.store.users.findByUsername(name.replace(/^users\//, ''))
  return [
    createConnectRoute(userService, {
      name: 'GetUser',
      scope: [],
      input: nameInput,
      async answer(_, { name }) {
        const user = await find(name)
        if (user === undefined) throw new ConnectError('not_found', 'There is no such user.')
        return { user: writeUser(user) }
      },
    }),
    createConnectRoute(userService, {
      name: 'BatchGetUsers',
      scope: [],
      input: object({ userNames: fallback(array(string()), []) }),
      async answer(_, { userNames }) {
        const found = await Promise.all(userNames.slice(0, 100).map(find))
        return { users: found.filter((user) => user !== undefined).map(writeUser) }
      },
    }),
    createConnectRoute(userService, {
      name: 'ListUsers',
      scope: [],
      input: listInput,
      async answer(_, request) {
        const { page, nextPageToken } = cutList(await findDemoPeople(world), request, userFields)
        return { users: page.map(writeUser), ...(nextPageToken !== '' && { nextPageToken }) }
      },
    }),
  ]
}

function writeUser(user: User): Readonly<Record<string, unknown>> {
  return {
    name: userName(user),
    displayName: user.name,
    createTime: new Date(user.createdAt * 1000).toISOString(),
    numTracks: tracksOf(user.username).filter(({ isPublic }) => isPublic).length,
    ...(user.pictureTemplate !== null && { avatarUrl: user.pictureTemplate.replace('{size}', '300x300') }),
  }
}
