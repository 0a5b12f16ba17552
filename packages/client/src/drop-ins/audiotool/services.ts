import type { JsonObject } from '../../json-object.ts'
import type { Call } from './create-call.ts'

/** Methods of one service: the request as the platform documents it, the answer as it came. */
export type Service<Method extends string> = {
  readonly [M in Method]: (request?: JsonObject) => Promise<JsonObject>
}

/** What can be asked of a list of projects. */
export interface ListProjectsRequest {
  /** A condition in CEL: `project.display_name.contains("kick")`. */
  readonly filter?: string
  readonly pageSize?: number
  readonly pageToken?: string
  readonly orderBy?: string
}

export interface ListProjectsResponse {
  readonly projects: readonly Project[]
  /** Empty on the last page. */
  readonly nextPageToken: string
}

/** A project, as far as it is filled in. Times are ISO 8601, durations end in `s`. */
export interface Project {
  /** `projects/<uuid>` */
  readonly name: string
  readonly displayName?: string
  readonly description?: string
  /** `users/<name>` */
  readonly creatorName?: string
  readonly userNames?: readonly string[]
  readonly createTime?: string
  readonly updateTime?: string
  readonly playDuration?: string
  readonly tags?: readonly string[]
  readonly coverUrl?: string
  readonly snapshotUrl?: string
  readonly bpm?: number
  readonly genreName?: string
}

export interface ProjectService
  extends Service<'createProject' | 'deleteProject' | 'getProject' | 'listSessions' | 'openSession' | 'syncTrack' | 'updateProject'> {
  listProjects(request: ListProjectsRequest): Promise<ListProjectsResponse>
}

/** The services of the platform, by the names its SDK gives them. */
export interface Services {
  readonly projects: ProjectService
  readonly projectRoles: Service<'createProjectRole' | 'deleteProjectRole' | 'listProjectRoles' | 'updateProjectRole'>
  readonly users: Service<'batchGetUsers' | 'getSettings' | 'getUser' | 'listUsers' | 'updateSettings' | 'updateUser'>
  readonly samples: Service<'createSample' | 'deleteSample' | 'getSample' | 'listSamples' | 'updateSample'>
  readonly presets: Service<'createPreset' | 'deletePreset' | 'getPreset' | 'listPresets' | 'updatePreset'>
  readonly audioGraph: Service<'getAudiographs'>
}

/** Makes the services. A method that is missing above is there all the same; only its type is not. */
export function createServices(call: Call): Services {
  return {
    projects: createService(call, 'project.v1.ProjectService'),
    projectRoles: createService(call, 'project.v1.ProjectRoleService'),
    users: createService(call, 'user.v1.UserService'),
    samples: createService(call, 'sample.v1.SampleService'),
    presets: createService(call, 'preset.v1.PresetService'),
    audioGraph: createService(call, 'audiograph.v1.AudiographService'),
  }
}

function createService<S extends object>(call: Call, service: string): S {
  return new Proxy<S>(Object.create(null), {
    // Whatever asks for `then` wants to know whether this is a promise.
    get: (_, name) =>
      typeof name === 'symbol' || name === 'then' ? undefined : (request = {}) => callMethod(call, service, name, request),
  })
}

/** JSON leaves out what is empty (protobuf), and nobody who asks for a list wants to look whether there is one. */
async function callMethod(call: Call, service: string, name: string, request: JsonObject): Promise<JsonObject> {
  const answer = await call(service, capitalize(name), request)
  const list = /^list([A-Z]\w*)$/.exec(name)?.[1]
  return list === undefined ? answer : { [list.charAt(0).toLowerCase() + list.slice(1)]: [], nextPageToken: '', ...answer }
}

function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
