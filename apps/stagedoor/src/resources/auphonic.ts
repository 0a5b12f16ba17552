import type { HttpRequest, HttpResponse, ResourceCaller, ResourceRoute } from '@stagedoor/server'
import type { User } from '@stagedoor/server/ports'
import { answerJson, findParameter, pageOf } from './answer-json.ts'
import { answerSound } from './answer-sound.ts'
import { auphonicInfo } from './auphonic-info.ts'
import { describeProduction, listPresets, listProductions } from './auphonic-productions.ts'
import type { SampleApi, SampleWorld } from './sample-api.ts'

/** The Auphonic API: productions with a sound that plays, presets, and the lists of what the platform can do. All in its envelope. */
export function createAuphonicApi(): SampleApi {
  return (world) => [...infoRoutes(), ...productionRoutes(world), ...presetRoutes()]
}

/** What anybody may ask for. */
function infoRoutes(): readonly ResourceRoute[] {
  const serve = (path: string, data: unknown): ResourceRoute => ({
    method: 'GET',
    path,
    access: 'anybody',
    scope: [],
    answer: () => answerData(data),
  })
  return [
    serve('/api/info.json', auphonicInfo),
    ...Object.entries(auphonicInfo).map(([name, data]) => serve(`/api/info/${name}.json`, data)),
  ]
}

type PersonAnswer = (user: User, request: HttpRequest, params: Readonly<Record<string, string>>) => HttpResponse

function mine(path: string, answer: PersonAnswer): ResourceRoute {
  const answerPerson = (caller: ResourceCaller | null, request: HttpRequest, params: Readonly<Record<string, string>>): HttpResponse => {
    if (caller === null || caller.user === null) throw new TypeError('What belongs to a person has a caller.')
    return answer(caller.user, request, params)
  }
  return { method: 'GET', path, access: 'person', scope: [], answer: answerPerson }
}

function productionRoutes(world: SampleWorld): readonly ResourceRoute[] {
  const find = (user: User, uuid: string) => listProductions(user).find((production) => production.uuid === uuid)
  return [
    mine('/api/productions.json', (user, request) => {
      const { page } = pageOf(request, listProductions(user), 100)
      if (findParameter(request, 'uuids_only') === '1') return answerData(page.map(({ uuid }) => uuid))
      return answerData(page.map((production) => describeProduction(world, production)))
    }),
    mine('/api/production/:uuid.json', (user, _, { uuid = '' }) => {
      const production = find(user, uuid)
      return production === undefined ? refuse('production') : answerData(describeProduction(world, production))
    }),
    mine('/api/production/:uuid/status.json', (user, _, { uuid = '' }) => {
      const production = find(user, uuid)
      return production === undefined
        ? refuse('production')
        : answerData({ status: production.status, status_string: production.statusText })
    }),
    mine('/api/download/audio-result/:uuid/:file', (user, request, { uuid = '', file = '' }) => {
      const production = find(user, uuid)
      if (production === undefined || production.file !== file) return refuse('file')
      return answerSound(request, production.uuid)
    }),
  ]
}

function presetRoutes(): readonly ResourceRoute[] {
  return [
    mine('/api/presets.json', (user, request) => {
      const { page } = pageOf(request, listPresets(user), 100)
      return answerData(findParameter(request, 'uuids_only') === '1' ? page.map(({ uuid }) => uuid) : page)
    }),
    mine('/api/preset/:uuid.json', (user, _, { uuid = '' }) => {
      const preset = listPresets(user).find((each) => each.uuid === uuid)
      return preset === undefined ? refuse('preset') : answerData(preset)
    }),
  ]
}

function answerData(data: unknown): HttpResponse {
  return answerJson(200, { status_code: 200, form_errors: {}, error_code: null, error_message: '', data })
}

function refuse(what: string): HttpResponse {
  const message = `There is no such ${what}, or it is not yours.`
  return answerJson(404, { status_code: 404, form_errors: {}, error_code: 'not_found', error_message: message, data: {} })
}
