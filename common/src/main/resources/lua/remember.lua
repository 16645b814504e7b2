-- Remembers what accounts-service said of a credential.
--
-- KEYS[1]  the credential's cache entry
-- ARGV[1]  time to live in milliseconds    ARGV[2]  'true' for the last word on a revoked credential
-- ARGV[3…] fields and values
--
-- An answer that was on its way when the credential was revoked must not undo the revocation.
if ARGV[2] ~= 'true' and redis.call('HEXISTS', KEYS[1], 'final') == 1 then
  return 0
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], unpack(ARGV, 3))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
