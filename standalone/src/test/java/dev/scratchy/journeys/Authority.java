package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Somebody who vouches for the name {@code localhost} of one server, with the JDK's own tool. */
final class Authority {

    private static final String PASSWORD = "changeit";
    private static final String SERVER = "server";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));

    private final Path directory;
    private final KeyStore store;

    Authority(Path directory, String name) throws IOException, GeneralSecurityException, InterruptedException {
        this.directory = Files.createDirectory(directory.resolve(name));
        Path file = this.directory.resolve("keys.p12");
        keytool(file, "-alias", "ca", "-dname", "CN=" + name, "-ext", "bc:c");
        keytool(file, "-alias", SERVER, "-dname", "CN=somebody", "-signer", "ca", "-ext", "san=dns:localhost");
        store = KeyStore.getInstance("PKCS12");
        try (InputStream keys = Files.newInputStream(file)) {
            store.load(keys, PASSWORD.toCharArray());
        }
        write("ca.pem", "CERTIFICATE", store.getCertificate("ca").getEncoded());
        write("server.pem", "CERTIFICATE", store.getCertificate(SERVER).getEncoded());
        Path key = write(
                "server.key",
                "PRIVATE KEY",
                store.getKey(SERVER, PASSWORD.toCharArray()).getEncoded());
        // PostgreSQL refuses a key that others can read.
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    /** What its clients trust. */
    Path certificate() {
        return directory.resolve("ca.pem");
    }

    Path ofServer() {
        return directory.resolve("server.pem");
    }

    Path keyOfServer() {
        return directory.resolve("server.key");
    }

    /** For a server in this process. */
    SSLContext context() throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private Path write(String name, String what, byte[] content) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                "-----BEGIN " + what + "-----\n" + LINES.encodeToString(content) + "\n-----END " + what + "-----\n");
    }

    private static void keytool(Path file, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2"));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
    }
}
