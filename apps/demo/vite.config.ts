import type { UserConfig } from 'vite'

/** The demo stands on a loopback address, not on `localhost`: its redirect URI is registered with this very host. */
const config: UserConfig = {
  server: { host: '127.0.0.1', port: 5173, strictPort: true },
  build: { target: 'es2022', rollupOptions: { input: ['index.html', 'playground.html', 'callback.html'] } },
}

export default config
