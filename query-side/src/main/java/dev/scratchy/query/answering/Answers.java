package dev.scratchy.query.answering;

import dev.scratchy.shared.web.Answer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
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

    /** An answer for everybody, whose ETag comes from its content. */
    public StoredAnswer of(Answer<?> answer) {
        byte[] body = json.writeValueAsBytes(answer);
        return new StoredAnswer(hash(body), null, false, body);
    }

    /** An answer about something that somebody owns, whose ETag comes from its content. */
    public StoredAnswer of(Answer<?> answer, String ownerId, boolean hidden) {
        byte[] body = json.writeValueAsBytes(answer);
        return new StoredAnswer(hash(body), ownerId, hidden, body);
    }

    /** An answer about something that somebody owns and that has versions. */
    public StoredAnswer of(Answer<?> answer, String ownerId, boolean hidden, String etag) {
        return new StoredAnswer(etag, ownerId, hidden, json.writeValueAsBytes(answer));
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
