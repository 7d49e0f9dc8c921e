package dev.scratchy.standalone.tokens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
            // A temporary file is its owner's alone, and whoever reads the key can be anybody; moved, it is whole or
            // not there.
            Path whole = Files.createTempFile(directory, "dev-token", ".tmp");
            Files.write(whole, made);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return new SecretKeySpec(Files.readAllBytes(file), "HmacSHA256");
    }
}
