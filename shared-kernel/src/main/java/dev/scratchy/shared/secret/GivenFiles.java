package dev.scratchy.shared.secret;

import dev.scratchy.shared.database.CannotStart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Reads {@code DATABASE_PASSWORD_FILE}, {@code REDIS_PASSWORD_FILE} and {@code REDIS_CA_FILE}, as containers are handed their
 * secrets, and puts what they say where the configuration looks for it. An initializer, because that is the first moment at
 * which there is a log to refuse in.
 */
final class GivenFiles implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String REDIS_URL = "REDIS_URL";
    private static final String BUNDLE = "redis";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        Map<String, Object> found = new HashMap<>();
        String ofDatabase = secret(environment, "DATABASE_PASSWORD");
        if (ofDatabase != null) {
            found.put("DATABASE_PASSWORD", ofDatabase);
        }
        var redis = new RedisUrl(environment.getProperty(REDIS_URL, RedisUrl.DEFAULT));
        String ofRedis = secret(environment, "REDIS_PASSWORD");
        if (ofRedis != null) {
            found.put(REDIS_URL, redis.with(ofRedis));
        }
        String authority = given(environment, "REDIS_CA_FILE");
        if (authority != null) {
            Path certificate = path("REDIS_CA_FILE", authority);
            requireCertificates(certificate);
            redis.requireTls();
            found.put(
                    "spring.ssl.bundle.pem." + BUNDLE + ".truststore.certificate",
                    "file:" + certificate.toAbsolutePath());
            found.put("spring.data.redis.ssl.bundle", BUNDLE);
            found.put("scratchy.rate-limit.redis-ssl-bundle", BUNDLE);
        }
        environment.getPropertySources().addFirst(new MapPropertySource("givenFiles", found));
    }

    /** From the file, or else as it is; {@code null} when there is neither. */
    private static @Nullable String secret(ConfigurableEnvironment environment, String name) {
        String value = given(environment, name);
        String file = given(environment, name + "_FILE");
        if (file == null) {
            return value;
        }
        if (value != null) {
            throw new CannotStart(name + " and " + name + "_FILE are both given: leave one of them away.");
        }
        String text = text(name + "_FILE", path(name + "_FILE", file));
        // Whoever writes a file with an editor or echo ends its line.
        String secret = text.replaceFirst("\\R\\z", "");
        if (secret.isEmpty()) {
            throw new CannotStart(name + "_FILE names a file that is empty: " + file);
        }
        return secret;
    }

    private static @Nullable String given(ConfigurableEnvironment environment, String name) {
        String value = environment.getProperty(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static Path path(String name, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new CannotStart(name + " is not the path of a file.");
        }
    }

    /** Spring would find out when it is needed, with pages of stack trace. */
    private static void requireCertificates(Path file) {
        byte[] content = text("REDIS_CA_FILE", file).getBytes(StandardCharsets.UTF_8);
        try {
            if (!CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content))
                    .isEmpty()) {
                return;
            }
        } catch (CertificateException malformed) {
            // As if there were none.
        }
        throw new CannotStart("REDIS_CA_FILE names a file without a certificate in PEM: " + file);
    }

    private static String text(String name, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new CannotStart(name + " names a file that cannot be read: " + file + " ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
    }
}
