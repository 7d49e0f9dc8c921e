package dev.scratchy.command.dispatch;

import dev.scratchy.shared.consistency.ConsistencyTokens;
import dev.scratchy.shared.web.Answer;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * The HTTP answer to a command: 201 with the new thing's address, or 200; with its version, as ETag too, and with the token by
 * which queries know what they must have seen.
 */
@Component
public final class CommandAnswers {

    private static final String REPLAYED = "Idempotency-Replayed";

    private final ConsistencyTokens tokens;

    CommandAnswers(ConsistencyTokens tokens) {
        this.tokens = tokens;
    }

    /** The body's data. */
    public record Accepted(String id, long version) {}

    /**
     * The answer.
     *
     * @param collection the path below which the thing is found by its id, such as {@code /api/v1/posts}
     */
    public ResponseEntity<Answer<Accepted>> of(Acknowledgement done, String collection) {
        return done.created()
                ? answer(ResponseEntity.created(URI.create(collection + "/" + done.id())), done)
                : changed(done);
    }

    /** The answer to a change of something that has no address of its own, or was there before its first event. */
    public ResponseEntity<Answer<Accepted>> changed(Acknowledgement done) {
        return answer(ResponseEntity.ok(), done);
    }

    private ResponseEntity<Answer<Accepted>> answer(ResponseEntity.BodyBuilder answer, Acknowledgement done) {
        answer.eTag("\"" + done.version() + "\"").header(ConsistencyTokens.HEADER, tokens.of(done.position()));
        if (done.replayed()) {
            answer.header(REPLAYED, "true");
        }
        return answer.body(Answer.of(new Accepted(done.id(), done.version())));
    }
}
