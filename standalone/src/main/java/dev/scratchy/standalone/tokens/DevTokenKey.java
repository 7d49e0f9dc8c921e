package dev.scratchy.standalone.tokens;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret that signs the tokens: made at the first start and kept beside the data, so that tokens outlive a restart. */
final class DevTokenKey {

    /** What HS256 asks for at least (RFC 7518, 3.2). */
    private static final int BYTES = 32;

    private DevTokenKey() {}

    static SecretKey in(Path directory) throws IOException {
        Path file = directory.resolve("dev-token.key");
        if (Files.notExists(file)) {
            byte[] made = new byte[BYTES];
            new SecureRandom().nextBytes(made);
            Files.createDirectories(directory);
            Files.write(file, made);
            ownersOnly(file.toFile());
        }
        return new SecretKeySpec(Files.readAllBytes(file), "HmacSHA256");
    }

    /** Whoever reads it can be anybody. */
    private static void ownersOnly(File file) throws IOException {
        if (!file.setReadable(false, false) || !file.setReadable(true, true)) {
            throw new IOException("The access rights of " + file + " cannot be set.");
        }
    }
}
