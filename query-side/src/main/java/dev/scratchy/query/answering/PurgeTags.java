package dev.scratchy.query.answering;

import java.util.Collection;
import java.util.List;
import org.springframework.http.ResponseEntity;

/**
 * What an answer depends on, for caches outside that an operator can purge by it: {@code Cache-Tag} with commas, as Cloudflare
 * and Akamai read it, and {@code Surrogate-Key} with spaces, as Fastly and Varnish do.
 */
final class PurgeTags {

    /** Bytes of one of the headers; the web server's limit for all headers of an answer is 8 KiB. */
    private static final int MOST = 3_000;

    private PurgeTags() {}

    /**
     * The references, or when they are too many for a header, the prefixes of those that have one, such as {@code user:*}: whoever
     * purges by a reference purges by its prefix too.
     */
    static List<String> few(Collection<String> references) {
        List<String> sorted = references.stream().sorted().toList();
        return length(sorted) <= MOST
                ? sorted
                : sorted.stream().map(PurgeTags::prefix).distinct().toList();
    }

    private static int length(List<String> references) {
        return references.stream().mapToInt(reference -> reference.length() + 1).sum();
    }

    /** An id is what stands behind the last colon, and is upper-case. */
    private static String prefix(String reference) {
        int colon = reference.lastIndexOf(':');
        return colon >= 0 && reference.chars().skip(colon + 1L).noneMatch(Character::isLowerCase)
                ? reference.substring(0, colon + 1) + "*"
                : reference;
    }

    static void addTo(ResponseEntity.HeadersBuilder<?> answer, List<String> references) {
        if (!references.isEmpty()) {
            answer.header("Cache-Tag", String.join(",", references));
            answer.header("Surrogate-Key", String.join(" ", references));
        }
    }
}
