package dev.scratchy.query.answering;

import dev.scratchy.query.answering.StoredAnswer.Audience;
import dev.scratchy.shared.web.Answer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes answers to be kept. */
@Component
public class Answers {

    /** Of a SHA-256: two different answers of one address share them with a probability of 1 in 2^96. */
    private static final int HASH_BYTES = 12;

    private final JsonMapper json;

    Answers(JsonMapper json) {
        this.json = json;
    }

    /**
     * An answer for everybody, whose ETag comes from its content.
     *
     * @param references what it depends on
     */
    public StoredAnswer of(Answer<?> answer, Collection<String> references) {
        return of(answer, Audience.EVERYBODY, references);
    }

    /** An answer for the caller alone, whose ETag comes from its content. */
    public StoredAnswer ofCaller(Answer<?> answer) {
        return of(answer, Audience.CALLER, List.of());
    }

    private StoredAnswer of(Answer<?> answer, Audience audience, Collection<String> references) {
        byte[] body = json.writeValueAsBytes(answer);
        return new StoredAnswer(hash(body), null, audience, references, body);
    }

    /**
     * An answer about something that has versions.
     *
     * @param etag from its version
     * @param modified when it came to that version
     */
    public StoredAnswer of(
            Answer<?> answer, String etag, Instant modified, Audience audience, Collection<String> references) {
        return new StoredAnswer(etag, modified, audience, references, json.writeValueAsBytes(answer));
    }

    /** A weak one: it is no version, so If-Match must not take it for one. */
    private static String hash(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, HASH_BYTES))
                    + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
