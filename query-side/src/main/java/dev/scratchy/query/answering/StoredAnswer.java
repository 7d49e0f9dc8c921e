package dev.scratchy.query.answering;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.query.cache.Codec;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.security.Caller;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The body of an answer with its {@code ETag}, ready to be sent, and what decides who gets it. */
public final class StoredAnswer {

    /** Two lines, the second one with the owner, and the body. */
    public static final Codec<StoredAnswer> CODEC = new Codec<>(StoredAnswer::bytes, StoredAnswer::of);

    private static final String HIDDEN = "!";

    /** In the place of an ETag: the body is the address to go to. */
    private static final String MOVED = "moved";

    private final String etag;
    private final @Nullable String ownerId;
    private final boolean hidden;
    private final byte[] body;

    /**
     * Not sent to anybody yet.
     *
     * @param ownerId whose it is, if anybody's
     * @param hidden whether others than the owner and editors must not know of it
     */
    StoredAnswer(String etag, @Nullable String ownerId, boolean hidden, byte[] body) {
        this.etag = etag;
        this.ownerId = ownerId;
        this.hidden = hidden;
        this.body = body;
    }

    /** That something which somebody owns is at another address now. */
    public static StoredAnswer moved(String to, String ownerId, boolean hidden) {
        return new StoredAnswer(MOVED, ownerId, hidden, to.getBytes(UTF_8));
    }

    public boolean isVisibleTo(Caller caller) {
        return !hidden || caller.isEditor() || isOf(caller);
    }

    /** Whether it is about something that is the caller's own. */
    public boolean isOf(Caller caller) {
        return ownerId != null && caller.is(UserId.of(ownerId));
    }

    /** 200, of which Spring makes 304 when the caller has it already; or where it has moved to. */
    public ResponseEntity<byte[]> response() {
        return etag.equals(MOVED)
                ? ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                        .location(URI.create(new String(body, UTF_8)))
                        // Permanent for readers, but somebody else may be there one day.
                        .cacheControl(CacheControl.noCache())
                        .build()
                : ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .eTag(etag)
                        .cacheControl(CacheControl.noCache().cachePrivate())
                        .body(body);
    }

    private byte[] bytes() {
        byte[] head = (etag + '\n' + (hidden ? HIDDEN : "") + (ownerId == null ? "" : ownerId) + '\n').getBytes(UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private static StoredAnswer of(byte[] bytes) {
        int etagEnd = lineEnd(bytes, 0);
        int ownerEnd = lineEnd(bytes, etagEnd + 1);
        String owner = new String(bytes, etagEnd + 1, ownerEnd - etagEnd - 1, UTF_8);
        boolean hidden = owner.startsWith(HIDDEN);
        String id = hidden ? owner.substring(1) : owner;
        return new StoredAnswer(
                new String(bytes, 0, etagEnd, UTF_8),
                id.isEmpty() ? null : id,
                hidden,
                Arrays.copyOfRange(bytes, ownerEnd + 1, bytes.length));
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at;
    }
}
