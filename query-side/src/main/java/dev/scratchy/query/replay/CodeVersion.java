package dev.scratchy.query.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Tells two versions of a projection apart: what one has half folded, another must not go on with. */
final class CodeVersion {

    private static final int LENGTH = 16;

    private CodeVersion() {}

    /** The hash of the compiled classes beside a handler, which also make its rows. */
    static String of(Class<?> handler) {
        String classes = "classpath*:" + handler.getPackageName().replace('.', '/') + "/*.class";
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            Resource[] resources = new PathMatchingResourcePatternResolver().getResources(classes);
            Arrays.sort(resources, Comparator.comparing(Resource::getFilename));
            for (Resource each : resources) {
                digest.update(each.getContentAsByteArray());
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), LENGTH));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
