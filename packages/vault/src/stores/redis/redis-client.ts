/** What the store needs of a client: that of `redis` (node-redis 5 or newer), or that of `ioredis`, which calls it `call`. */
export type RedisClient = NodeRedisClient | IoRedisClient

export interface NodeRedisClient {
  sendCommand(command: readonly string[]): Promise<unknown>
}

export interface IoRedisClient {
  call(command: string, ...words: string[]): Promise<unknown>
}

/** Sends one command. */
export type SendCommand = (command: string, ...words: string[]) => Promise<unknown>

/** Finds how a client sends a command; `ioredis` has a `sendCommand` too, of another kind. */
export function bindClient(client: RedisClient): SendCommand {
  if ('call' in client) return (command, ...words) => client.call(command, ...words)
  return (command, ...words) => client.sendCommand([command, ...words])
}
