package dev.scratchy.shared.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.database.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

/** What files say, and those that say nothing. */
class GivenFilesIT {

    @TempDir
    private Path directory;

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void without_any_all_is_as_it_was() {
        environment.withProperty("DATABASE_PASSWORD", "hidden").withProperty("REDIS_URL", "redis://:own@cache");
        read();

        assertThat(environment.getProperty("DATABASE_PASSWORD")).isEqualTo("hidden");
        assertThat(environment.getProperty("REDIS_URL")).isEqualTo("redis://:own@cache");
    }

    @Test
    void the_last_line_end_is_no_part_of_a_password_and_every_other_is() throws IOException {
        environment.withProperty("DATABASE_PASSWORD_FILE", file(" a\nb \r\n"));
        read();

        assertThat(environment.getProperty("DATABASE_PASSWORD")).isEqualTo(" a\nb ");
    }

    @Test
    void the_password_of_redis_goes_into_its_url() throws IOException {
        environment.withProperty("REDIS_PASSWORD_FILE", file("one"));
        read();
        assertThat(environment.getProperty("REDIS_URL")).isEqualTo("redis://default:one@localhost:6379");
    }

    @Test
    void so_does_one_that_is_no_file() {
        environment.withProperty("REDIS_URL", "rediss://ann@cache:1").withProperty("REDIS_PASSWORD", "two");
        read();
        assertThat(environment.getProperty("REDIS_URL")).isEqualTo("rediss://ann:two@cache:1");
    }

    @Test
    void a_file_that_cannot_be_read_is_named() {
        environment.withProperty("DATABASE_PASSWORD_FILE", "/nowhere/password");
        refused("DATABASE_PASSWORD_FILE names a file that cannot be read: /nowhere/password (NoSuchFileException)");
    }

    @Test
    void a_directory_is_no_file() {
        environment.withProperty("REDIS_PASSWORD_FILE", directory.toString());
        refused("REDIS_PASSWORD_FILE names a file that cannot be read: " + directory);
    }

    @Test
    void an_empty_file_is_named() throws IOException {
        environment.withProperty("DATABASE_PASSWORD_FILE", file("\n"));
        refused("DATABASE_PASSWORD_FILE names a file that is empty");
    }

    @Test
    void a_password_and_a_file_are_one_too_many() throws IOException {
        environment.withProperty("DATABASE_PASSWORD", "hidden").withProperty("DATABASE_PASSWORD_FILE", file("one"));
        refused("DATABASE_PASSWORD and DATABASE_PASSWORD_FILE are both given");
    }

    @Test
    void a_certificate_that_is_none_is_refused() throws IOException {
        environment.withProperty("REDIS_URL", "rediss://cache").withProperty("REDIS_CA_FILE", file("words"));
        refused("REDIS_CA_FILE names a file without a certificate in PEM");
    }

    private void refused(String why) {
        assertThatThrownBy(this::read)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n", "hidden");
    }

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("file"), content).toString();
    }

    private void read() {
        try (var context = new GenericApplicationContext()) {
            context.setEnvironment(environment);
            new GivenFiles().initialize(context);
        }
    }
}
