import type { User } from '@stagedoor/server/ports'
import { ConnectError } from './connect-rpc.ts'
import { pictureOf, type SampleWorld } from './sample-api.ts'
import { tracksOf } from './sample-tracks.ts'
import { stableUuid } from './stable-id.ts'

/** `audiotool.project.v1.Project`, as far as an app fills it. */
export interface Project {
  /** `projects/<uuid>` */
  readonly name: string
  readonly displayName: string
  readonly description: string
  readonly tags: readonly string[]
  readonly bpm: number
  readonly genreName: string
  readonly downloadAllowed: boolean
  readonly copyAllowed: boolean
  /** What only the platform writes; times in ISO 8601, UTC. */
  readonly creatorName: string
  readonly trackName: string
  readonly createTime: string
  readonly updateTime: string
  readonly playDuration: string
}

/** The members that an app may choose. */
export type ProjectChoice = Pick<Project, 'displayName' | 'description' | 'tags' | 'bpm' | 'genreName' | 'downloadAllowed' | 'copyAllowed'>

const maxProjects = 500

/** Everybody's projects: the demo accounts begin with some, what apps create stays until the emulator ends. */
export class ProjectShelf {
  readonly #byUser = new Map<string, Map<string, Project>>()

  /** Somebody's projects, the last changed first. */
  list(user: User): readonly Project[] {
    return [...this.#projectsOf(user).values()].sort((one, other) => other.updateTime.localeCompare(one.updateTime))
  }

  /** @throws ConnectError `not_found`, also for the project of somebody else. */
  get(user: User, name: string): Project {
    const project = this.#projectsOf(user).get(name)
    if (project === undefined) throw new ConnectError('not_found', 'There is no such project, or it is not yours.')
    return project
  }

  /** @throws ConnectError `resource_exhausted` */
  create(user: User, choice: Partial<ProjectChoice>, uuid: string, now: string): Project {
    const projects = this.#projectsOf(user)
    if (projects.size >= maxProjects)
      throw new ConnectError('resource_exhausted', `The emulator keeps ${maxProjects} projects of one person.`)
    const project: Project = {
      displayName: 'Untitled',
      description: '',
      tags: [],
      bpm: 120,
      genreName: '',
      downloadAllowed: false,
      copyAllowed: false,
      ...choice,
      name: `projects/${uuid}`,
      creatorName: userName(user),
      trackName: '',
      createTime: now,
      updateTime: now,
      playDuration: '0s',
    }
    projects.set(project.name, project)
    return project
  }

  /** @throws ConnectError `not_found` */
  update(user: User, name: string, choice: Partial<ProjectChoice>, now: string): Project {
    const project: Project = { ...this.get(user, name), ...choice, updateTime: now }
    this.#projectsOf(user).set(name, project)
    return project
  }

  /** @throws ConnectError `not_found` */
  delete(user: User, name: string): void {
    this.get(user, name)
    this.#projectsOf(user).delete(name)
  }

  #projectsOf(user: User): Map<string, Project> {
    const known = this.#byUser.get(user.id)
    if (known !== undefined) return known
    const projects = new Map(sampleProjects(user).map((project) => [project.name, project]))
    this.#byUser.set(user.id, projects)
    return projects
  }
}

/** The resource name of a person: `users/mira`. */
export function userName({ username }: User): string {
  return `users/${username}`
}

/** Writes a project as Connect JSON: a member with its default value is left out, as protobuf does. */
export function writeProject(world: SampleWorld, project: Project): Readonly<Record<string, unknown>> {
  const cover = pictureOf(world, 'audiotool', project.name.replace('projects/', ''), 600)
  const members = { ...project, userNames: [project.creatorName], coverUrl: cover, license: 'TRACK_LICENSE_ALL_RIGHTS_RESERVED' }
  return Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== '' && value !== false && value !== 0 && (!Array.isArray(value) || value.length > 0),
    ),
  )
}

function sampleProjects(user: User): readonly Project[] {
  return tracksOf(user.username).map((track) => ({
    name: `projects/${stableUuid(`audiotool project ${user.username} ${track.slug}`)}`,
    displayName: track.title,
    description: track.description,
    tags: track.tags,
    bpm: track.bpm,
    genreName: `genres/${track.genre.toLowerCase().replace(/[^a-z]+/g, '-')}`,
    downloadAllowed: false,
    copyAllowed: track.isPublic,
    creatorName: userName(user),
    trackName: track.isPublic ? `tracks/${stableUuid(`audiotool track ${user.username} ${track.slug}`)}` : '',
    createTime: track.createdAt,
    updateTime: track.createdAt,
    playDuration: `${track.seconds}s`,
  }))
}
