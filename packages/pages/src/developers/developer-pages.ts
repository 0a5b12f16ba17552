import type { DeveloperPages, PageFrame } from '@stagedoor/server/ports'
import type { PageTools } from '../page-document.ts'
import { appDeletePage } from './app-delete-page.ts'
import { appDirectoryPage } from './app-directory-page.ts'
import { appFormPage } from './app-form-page.ts'
import { appListPage } from './app-list-page.ts'
import { appLogoPage } from './app-logo-page.ts'
import { appSecretsPage, newSecretPage } from './app-secrets-page.ts'
import { appTeamPage } from './app-team-page.ts'

/** Makes the pages of the developer portal. */
export function createDeveloperPages(toolsFor: (page: PageFrame) => PageTools): DeveloperPages {
  return {
    list: (page) => appListPage(page, toolsFor(page)),
    form: (page) => appFormPage(page, toolsFor(page)),
    secrets: (page) => appSecretsPage(page, toolsFor(page)),
    newSecret: (page) => newSecretPage(page, toolsFor(page)),
    logo: (page) => appLogoPage(page, toolsFor(page)),
    team: (page) => appTeamPage(page, toolsFor(page)),
    delete: (page) => appDeletePage(page, toolsFor(page)),
    directory: (page) => appDirectoryPage(page, toolsFor(page)),
  }
}
