import { createHash } from 'node:crypto'

/** A script, and the name under which a server keeps it. */
export interface Script {
  readonly source: string
  readonly digest: string
}

function script(source: string): Script {
  return { source, digest: createHash('sha1').update(source).digest('hex') }
}

/*
 * KEYS: the record (a hash), all keys (sorted by name), what is due (sorted by time). ARGV begins with the prefix of the owners' sets.
 * Every key has the same hash tag, so that a script sees all of them also in a cluster.
 * Members of one score are sorted by byte: the order of code units for ASCII.
 */

/** ARGV: owners, key, expected version or '' for none, then owner, version, due or '', body. Answers 1 when it has written. */
export const WRITE: Script = script(`
  local version, owner = unpack(redis.call('HMGET', KEYS[1], 'version', 'owner'))
  if ARGV[3] == '' then
    if version then return 0 end
  elseif version ~= ARGV[3] then
    return 0
  end
  if owner and owner ~= ARGV[4] then redis.call('ZREM', ARGV[1] .. owner, ARGV[2]) end
  redis.call('HSET', KEYS[1], 'owner', ARGV[4], 'version', ARGV[5], 'due', ARGV[6], 'body', ARGV[7])
  redis.call('ZADD', KEYS[2], 0, ARGV[2])
  redis.call('ZADD', ARGV[1] .. ARGV[4], 0, ARGV[2])
  if ARGV[6] == '' then redis.call('ZREM', KEYS[3], ARGV[2]) else redis.call('ZADD', KEYS[3], ARGV[6], ARGV[2]) end
  return 1`)

/** ARGV: owners, key, expected version. Answers 1 when it was there and went. */
export const ERASE: Script = script(`
  local version, owner = unpack(redis.call('HMGET', KEYS[1], 'version', 'owner'))
  if version ~= ARGV[3] then return 0 end
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[2])
  redis.call('ZREM', ARGV[1] .. owner, ARGV[2])
  redis.call('ZREM', KEYS[3], ARGV[2])
  return 1`)

/** Reads the records of the keys that `find` gives. One that was evicted leaves the set, and the page is found again: a short one is the last. */
const READ_ALL = `
  while true do
    local found, gone = {}, {}
    for index, key in ipairs(find()) do
      local fields = redis.call('HMGET', ARGV[1] .. key, 'owner', 'version', 'due', 'body')
      found[index] = { key, fields[1], fields[2], fields[3], fields[4] }
      if not fields[2] then gone[#gone + 1] = key end
    end
    if #gone == 0 then return found end
    redis.call('ZREM', KEYS[1], unpack(gone))
  end`

/** KEYS: a set sorted by name. ARGV: prefix of the records, lower bound, limit. */
export const LIST: Script = script(`
  local function find() return redis.call('ZRANGEBYLEX', KEYS[1], ARGV[2], '+', 'LIMIT', 0, ARGV[3]) end${READ_ALL}`)

/** KEYS: the set sorted by time. ARGV: prefix of the records, time, limit. */
export const DUE: Script = script(`
  local function find() return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[2], 'LIMIT', 0, ARGV[3]) end${READ_ALL}`)
