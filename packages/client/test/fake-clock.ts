// Loaded before the first test: what the client loads when it needs it must not take a test's time.
import '../src/requests/platform-api.ts'
import '../src/requests/retry-after.ts'

export { MovedClock as FakeClock, settle } from '../../../tools/moved-clock.ts'
