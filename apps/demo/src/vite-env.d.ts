interface ImportMetaEnv {
  readonly VITE_EMULATOR_URL?: string
  readonly VITE_AUDIOTOOL_CLIENT_ID?: string
  readonly VITE_AUDIUS_CLIENT_ID?: string
  readonly VITE_AUDIUS_LEGACY_CLIENT_ID?: string
  readonly VITE_STANDARD_CLIENT_ID?: string
}

interface ImportMeta {
  readonly env: ImportMetaEnv
}
