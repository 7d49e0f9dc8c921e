package dev.scratchy.query.answering;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.query.cache.Codec;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.security.Caller;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The body of an answer with what goes into its headers, ready to be sent, and what decides who gets it. */
public final class StoredAnswer {

    /** A line each for what there is besides the body, and the body. */
    public static final Codec<StoredAnswer> CODEC = new Codec<>(StoredAnswer::bytes, StoredAnswer::of);

    /** In the place of an ETag: the body is the address to go to. */
    private static final String MOVED = "moved";

    private static final int LINES = 5;

    /**
     * Whom an answer is for, and so who may keep it: always only to be asked for again ({@code no-cache}), because nobody outside
     * hears of invalidations.
     */
    public enum Audience {
        /** The same for everybody: caches that many share may keep it. */
        EVERYBODY,
        /** Another one for some callers: shared caches keep one for each token. */
        EACH,
        /** The caller's own. */
        CALLER
    }

    private final String etag;
    private final Audience audience;
    private final @Nullable String ownerId;
    private final @Nullable Instant modified;
    private final List<String> references;
    private final byte[] body;

    private StoredAnswer(
            String etag,
            Audience audience,
            @Nullable String ownerId,
            @Nullable Instant modified,
            List<String> references,
            byte[] body) {
        this.etag = etag;
        this.audience = audience;
        this.ownerId = ownerId;
        this.modified = modified;
        this.references = references;
        this.body = body;
    }

    StoredAnswer(
            String etag, @Nullable Instant modified, Audience audience, Collection<String> references, byte[] body) {
        this(etag, audience, null, modified, PurgeTags.few(references), body);
    }

    /** That something which somebody owns is at another address now. */
    public static StoredAnswer moved(String to, String ownerId, boolean hidden) {
        var anywhere = new StoredAnswer(MOVED, null, Audience.EVERYBODY, List.of(), to.getBytes(UTF_8));
        return anywhere.ownedBy(ownerId, hidden);
    }

    /**
     * The same, as something that is somebody's.
     *
     * @param hidden whether others than the owner and editors must not know of it
     */
    public StoredAnswer ownedBy(String owner, boolean hidden) {
        return new StoredAnswer(
                etag, hidden ? Audience.CALLER : audience, owner, modified, hidden ? List.of() : references, body);
    }

    public boolean isVisibleTo(Caller caller) {
        return !isHidden() || caller.isEditor() || isOf(caller);
    }

    private boolean isHidden() {
        return ownerId != null && audience == Audience.CALLER;
    }

    /** Whether it is about something that is the caller's own. */
    public boolean isOf(Caller caller) {
        return ownerId != null && caller.is(UserId.of(ownerId));
    }

    /** 200, of which Spring makes 304 when the caller has it already; or where it has moved to. */
    public ResponseEntity<byte[]> response() {
        if (etag.equals(MOVED)) {
            return ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                    .location(URI.create(new String(body, UTF_8)))
                    // Permanent for readers, but somebody else may be there one day.
                    .cacheControl(CacheControl.noCache())
                    .build();
        }
        var answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).eTag(etag);
        CacheControl askAgain = CacheControl.noCache();
        answer.cacheControl(audience == Audience.CALLER ? askAgain.cachePrivate() : askAgain.cachePublic());
        if (audience == Audience.EACH) {
            answer.varyBy(HttpHeaders.AUTHORIZATION);
        }
        if (modified != null) {
            answer.lastModified(modified);
        }
        PurgeTags.addTo(answer, references);
        return answer.body(body);
    }

    private byte[] bytes() {
        String head = String.join(
                "\n",
                etag,
                audience.name(),
                ownerId == null ? "" : ownerId,
                modified == null ? "" : modified.toString(),
                String.join(" ", references),
                "");
        byte[] lines = head.getBytes(UTF_8);
        byte[] all = Arrays.copyOf(lines, lines.length + body.length);
        System.arraycopy(body, 0, all, lines.length, body.length);
        return all;
    }

    private static StoredAnswer of(byte[] bytes) {
        String[] lines = new String[LINES];
        int begin = 0;
        for (int line = 0; line < LINES; line++) {
            int end = begin;
            while (bytes[end] != '\n') {
                end++;
            }
            lines[line] = new String(bytes, begin, end - begin, UTF_8);
            begin = end + 1;
        }
        return new StoredAnswer(
                lines[0],
                Audience.valueOf(lines[1]),
                lines[2].isEmpty() ? null : lines[2],
                lines[3].isEmpty() ? null : Instant.parse(lines[3]),
                lines[4].isEmpty() ? List.of() : List.of(lines[4].split(" ", -1)),
                Arrays.copyOfRange(bytes, begin, bytes.length));
    }
}
