package dev.scratchy.query.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What Redis does in one step. The sorted set {@code {c}inv} has each reference with the number of its last invalidation, and
 * four members of its own: {@code !clk}, the last number given out; {@code !floor}, below which no entry counts;
 * {@code !gen}, made when the set is made, so that one that was lost cannot be taken for one without invalidations; and
 * {@code !run}, of which run of Redis it is.
 *
 * <p>Numbers are microseconds of Redis' clock, forced to ascend. They fit the 53 bits of a score until the year 2255.
 */
enum Scripts {

    /**
     * Looks a key up. KEYS: invalidations, entry, lease. ARGV: milliseconds of a lease. Answers {@code {kind}} and what goes
     * with it: {@code hit} the entry, how long it is fresh, and the last number given out; {@code stale} and {@code miss} the entry or nothing, and when
     * the caller is to load it a number, the generation and the time in ms; {@code lost} when there are no invalidations.
     */
    READ("""
            local own = redis.call('ZMSCORE', KEYS[1], '!gen', '!floor', '!clk')
            if not own[1] then
              return {'lost'}
            end
            local time = redis.call('TIME')
            local ms = time[1] * 1000 + math.floor(time[2] / 1000)

            local function counts(head, gen, number)
              if tonumber(gen) ~= tonumber(own[1]) or number < tonumber(own[2] or 0) then
                return false
              end
              local names, n = {}, 0
              for name in string.gmatch(head, '[^\\n]+') do
                n = n + 1
                names[n] = name
              end
              for from = 1, n, 1000 do
                local scores = redis.call('ZMSCORE', KEYS[1], unpack(names, from, math.min(from + 999, n)))
                for i = 1, #scores do
                  if scores[i] and tonumber(scores[i]) > number then
                    return false
                  end
                end
              end
              return true
            end

            local entry = redis.call('GET', KEYS[2])
            local kind = 'miss'
            if entry then
              local _, line, gen, number, fresh, stale = string.find(entry, '^(%d+) (%d+) (%d+) (%d+) %d\\n')
              local head = line and string.find(entry, '\\n\\n', line, true)
              if head and counts(string.sub(entry, line + 1, head), gen, tonumber(number)) then
                if ms < tonumber(fresh) then
                  return {'hit', entry, tonumber(fresh) - ms, tonumber(own[3])}
                end
                if ms < tonumber(stale) then
                  kind = 'stale'
                end
              else
                entry = false
              end
            end
            if not redis.call('SET', KEYS[3], '1', 'NX', 'PX', ARGV[1]) then
              return {kind, entry}
            end
            return {kind, entry, next_number(), tonumber(own[1]), ms}
            """),

    /**
     * Ends every entry that names one of the references. KEYS: invalidations. ARGV: references. Answers the number, or 0 when
     * there are no invalidations, which ends every entry there is.
     */
    INVALIDATE("""
            if not redis.call('ZSCORE', KEYS[1], '!gen') then
              return 0
            end
            local number = next_number()
            for from = 1, #ARGV, 1000 do
              local members = {}
              for i = from, math.min(from + 999, #ARGV) do
                members[#members + 1] = text(number)
                members[#members + 1] = ARGV[i]
              end
              redis.call('ZADD', KEYS[1], unpack(members))
            end
            return number
            """),

    /**
     * What is new. KEYS: invalidations. ARGV: the last number that the caller knows of, 0 for none, and how many references it
     * takes at most. Answers {@code {generation, floor, last number, references with their numbers}}, or nothing when there are
     * no invalidations.
     */
    NEWS("""
            local own = redis.call('ZMSCORE', KEYS[1], '!gen', '!floor', '!clk')
            if not own[1] then
              return {}
            end
            local news = {}
            if ARGV[1] ~= '0' then
              news = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])
            end
            return {own[1], own[2], own[3], news}
            """),

    /**
     * Makes the set of invalidations where there is none, or when it is of another run of Redis than the one that answers.
     * KEYS: invalidations. ARGV: the run as a number, and the greatest number the caller has seen. Answers the generation.
     */
    ATTACH("""
            local generation = redis.call('ZSCORE', KEYS[1], '!gen')
            if generation and redis.call('ZSCORE', KEYS[1], '!run') == ARGV[1] then
              return tonumber(generation)
            end
            redis.call('ZADD', KEYS[1], 'GT', ARGV[2], '!clk')
            local number = next_number()
            redis.call('ZADD', KEYS[1], text(number), '!gen', text(number), '!floor', ARGV[1], '!run')
            return number
            """),

    /**
     * Forgets old invalidations, and with them what is as old. KEYS: invalidations. ARGV: microseconds that are kept. Answers
     * how many references are left.
     */
    TRIM("""
            local own = redis.call('ZMSCORE', KEYS[1], '!gen', '!floor', '!run', '!clk')
            if not own[1] then
              return 0
            end
            local time = redis.call('TIME')
            local oldest = time[1] * 1000000 + time[2] - ARGV[1]
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. text(oldest))
            local floor = text(math.max(oldest, tonumber(own[2])))
            redis.call('ZADD', KEYS[1], own[1], '!gen', floor, '!floor', own[3], '!run', own[4], '!clk')
            return redis.call('ZCARD', KEYS[1]) - 4
            """);

    private static final String NUMBERS = """
            local function text(number)
              return string.format('%.0f', number)
            end
            local function next_number()
              local time = redis.call('TIME')
              local last = tonumber(redis.call('ZSCORE', KEYS[1], '!clk') or 0)
              local number = math.max(time[1] * 1000000 + time[2], last + 1)
              redis.call('ZADD', KEYS[1], text(number), '!clk')
              return number
            end
            """;

    private final String text;
    private final String digest;

    Scripts(String body) {
        text = NUMBERS + body;
        digest = sha1(text.getBytes(UTF_8));
    }

    String text() {
        return text;
    }

    /** The name by which Redis knows it when it has run it before. */
    String digest() {
        return digest;
    }

    /** See https://redis.io/commands/evalsha. */
    private static String sha1(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
