package dev.scratchy.query.cache;

import java.util.List;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * What Redis does in one step. An entry is a hash: {@code n} its number, {@code r} its references (one a line), {@code x}
 * when it turns stale (Unix time in ms), {@code p} the payload. Numbers are microseconds of Redis' clock, forced to ascend;
 * they fit the 53 bits of a sorted set's score until the year 2255.
 */
final class Scripts {

    /** Redis' clock in microseconds, and the next number: the clock, or one more than the last number if that is greater. */
    private static final String NUMBERS = """
            local function now()
              local time = redis.call('TIME')
              return time[1] * 1000000 + time[2]
            end
            local function text(number)
              return string.format('%.0f', number)
            end
            local function next_number(invalidations)
              local last = tonumber(redis.call('ZSCORE', invalidations, '!clk') or 0)
              local number = math.max(now(), last + 1)
              redis.call('ZADD', invalidations, text(number), '!clk')
              return number
            end
            """;

    /** Invalidations older than this concern no entry any more: {@link CachedQuery} lets none live as long. */
    private static final long KEPT_MICROS = 3_600_000_000L;

    private Scripts() {}

    /** KEYS: entry, invalidations, lease. ARGV: the lease's milliseconds. Answers {kind, payload, number}. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static RedisScript<List<Object>> read() {
        return (RedisScript) RedisScript.of(NUMBERS + """
                local entry = redis.call('HMGET', KEYS[1], 'n', 'r', 'x', 'p')
                local number = tonumber(entry[1] or 0)
                local valid = entry[1] and tonumber(redis.call('ZSCORE', KEYS[2], '!floor') or 0) < number
                if valid then
                  for reference in string.gmatch(entry[2], '[^\\n]+') do
                    if tonumber(redis.call('ZSCORE', KEYS[2], reference) or 0) >= number then
                      valid = false
                      break
                    end
                  end
                end
                if not valid then
                  return {'miss', '', text(next_number(KEYS[2]))}
                end
                if now() / 1000 < tonumber(entry[3]) then
                  return {'hit', entry[4], ''}
                end
                if redis.call('SET', KEYS[3], '1', 'NX', 'PX', ARGV[1]) then
                  return {'refresh', entry[4], text(next_number(KEYS[2]))}
                end
                return {'hit', entry[4], ''}
                """, List.class);
    }

    /** KEYS: entry, lease. ARGV: number, references, payload, milliseconds until stale, milliseconds until gone. */
    static RedisScript<Long> fill() {
        return RedisScript.of(NUMBERS + """
                local stale_at = math.floor(now() / 1000) + ARGV[4]
                redis.call('HSET', KEYS[1], 'n', ARGV[1], 'r', ARGV[2], 'x', text(stale_at), 'p', ARGV[3])
                redis.call('PEXPIRE', KEYS[1], ARGV[5])
                redis.call('DEL', KEYS[2])
                return 1
                """, Long.class);
    }

    /** KEYS: invalidations. ARGV: references. */
    static RedisScript<Long> invalidate() {
        return RedisScript.of(NUMBERS + """
                local number = next_number(KEYS[1])
                for _, reference in ipairs(ARGV) do
                  redis.call('ZADD', KEYS[1], text(number), reference)
                end
                redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', text(number - %d))
                return number
                """.formatted(KEPT_MICROS), Long.class);
    }
}
