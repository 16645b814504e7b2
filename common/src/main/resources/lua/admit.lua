-- One admission: looks the credential up and counts the request, in one round trip.
--
-- KEYS[1]  the log of this organization, mode and endpoint: a list of the times, in microseconds, at which
--          the requests of the last window were admitted, oldest first
-- KEYS[2]  the credential's cache entry (a hash); absent when the caller is known already
-- ARGV[1]  the endpoint's limit        ARGV[2]  the window in microseconds
-- ARGV[3]  the endpoint's row in the table of limits, by which an organization's own limit is found
--
-- Answers {outcome, principal, limit, remaining, reset, retry}; times in microseconds from now.
-- Outcomes: 0 admitted, 1 over the limit, 2 credential not in the cache, 3 credential known and not to be used
-- (nothing is counted: who holds a dead key must not use up the organization's limit).
local limit = tonumber(ARGV[1])
local window = tonumber(ARGV[2])
local principal = ''

if KEYS[2] then
  local entry = redis.call('HMGET', KEYS[2], 'principal', 'limit:' .. ARGV[3], 'active')
  if not entry[1] then
    return {2, '', limit, 0, 0, 0}
  end
  principal = entry[1]
  if entry[3] ~= 'true' then
    return {3, principal, limit, 0, 0, 0}
  end
  limit = tonumber(entry[2] or limit)
end

local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
-- A new primary's clock may be behind the old one's: time never runs backwards in a log, or more than the
-- limit could pass. A log from far in the future is of no use and is begun anew.
local newest = tonumber(redis.call('LINDEX', KEYS[1], -1) or 0)
if newest > now + window then
  redis.call('DEL', KEYS[1])
elseif newest > now then
  now = newest
end

local oldest = tonumber(redis.call('LINDEX', KEYS[1], 0) or now)
while oldest + window <= now do
  redis.call('LPOP', KEYS[1])
  oldest = tonumber(redis.call('LINDEX', KEYS[1], 0) or now)
end

local count = redis.call('LLEN', KEYS[1])
if count >= limit then
  -- After a limit was lowered, more than one entry has to leave first.
  local leaving = tonumber(redis.call('LINDEX', KEYS[1], count - limit) or now)
  local retry = leaving + window - now
  return {1, principal, limit, 0, retry, retry}
end

redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000) + 1000)
return {0, principal, limit, limit - count - 1, oldest + window - now, 0}
