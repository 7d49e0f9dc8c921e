package dev.scratchy.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postgresql.PGProperty.PG_DBNAME;
import static org.postgresql.PGProperty.PG_HOST;
import static org.postgresql.PGProperty.PG_PORT;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "postgresql"})
    void a_platforms_url_becomes_a_jdbc_url_without_user_and_password(String scheme) {
        DatabaseUrl url = DatabaseUrl.parse(scheme + "://ann:secret@db.example.org:6543/blog?sslmode=require");

        assertThat(url)
                .isEqualTo(new DatabaseUrl(
                        "jdbc:postgresql://db.example.org:6543/blog?sslmode=require",
                        "db.example.org:6543/blog",
                        "ann",
                        "secret",
                        false));
    }

    @Test
    void a_missing_port_is_5432() {
        assertThat(DatabaseUrl.parse("postgres://localhost/blog").place()).isEqualTo("localhost:5432/blog");
    }

    @Test
    void user_and_password_may_be_absent() {
        assertThat(DatabaseUrl.parse("postgres://localhost/blog"))
                .isEqualTo(new DatabaseUrl(
                        "jdbc:postgresql://localhost:5432/blog", "localhost:5432/blog", null, null, false));
        assertThat(DatabaseUrl.parse("postgres://ann@localhost/blog"))
                .isEqualTo(new DatabaseUrl(
                        "jdbc:postgresql://localhost:5432/blog", "localhost:5432/blog", "ann", null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "p%40ss, p@ss",
        "a%3Ab%2Fc%3Fd%23e, a:b/c?d#e",
        "1+1, 1+1",
        "1%2B1, 1+1",
        "100%25, 100%",
        "a:b, a:b",
        "p%C3%A4ss, päss",
        "'%20', ' '"
    })
    void a_password_is_percent_decoded_and_a_plus_stays_a_plus(String written, String meant) {
        assertThat(DatabaseUrl.parse("postgres://ann:" + written + "@localhost/blog")
                        .password())
                .isEqualTo(meant);
    }

    @Test
    void a_user_is_percent_decoded_too() {
        assertThat(DatabaseUrl.parse("postgres://ann%40work:x@localhost/blog").username())
                .isEqualTo("ann@work");
    }

    @Test
    void an_empty_password_is_one() {
        assertThat(DatabaseUrl.parse("postgres://ann:@localhost/blog").password())
                .isEmpty();
    }

    @Test
    void a_jdbc_url_stays_as_it_is_and_its_place_has_no_options() {
        String jdbc = "jdbc:postgresql://localhost:5433/blog?user=ann&password=secret";

        DatabaseUrl url = DatabaseUrl.parse(jdbc);

        assertThat(url).isEqualTo(new DatabaseUrl(jdbc, "localhost:5433/blog", "ann", "secret", false));
        assertThat(DatabaseUrl.parse("jdbc:postgresql:blog").place()).isEqualTo("blog");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://localhost/blog, ann, secret, ann, secret",
        "postgres://localhost/blog, '', '', , ",
        "postgres://ann@localhost/blog, '', secret, ann, secret",
        "postgres://ann@localhost/blog, ann, secret, ann, secret",
        "postgres://ann:own@localhost/blog, ann, '', ann, own",
        "postgres://localhost/blog?user=ann&password=own, '', , ann, own",
        "postgres://ann@localhost/blog?password=own, , '', ann, own",
        "jdbc:postgresql://localhost/blog, ann, secret, ann, secret",
        "jdbc:postgresql://localhost/blog?user=ann, , secret, ann, secret",
    })
    void what_it_leaves_out_is_given_otherwise(
            String url, @Nullable String user, @Nullable String password, String who, String how) {
        DatabaseUrl whole = DatabaseUrl.parse(url).with(user, password);

        assertThat(whole.username()).isEqualTo(who);
        assertThat(whole.password()).isEqualTo(how);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://ann:secret1@localhost/blog, '', secret, password of PostgreSQL is given twice",
        "postgres://ann:secret1@localhost/blog, '', secret1, password of PostgreSQL is given twice",
        "postgres://ann:@localhost/blog, '', secret, password of PostgreSQL is given twice",
        "postgres://ann@localhost/blog?password=hidden, '', secret, password of PostgreSQL is given twice",
        "postgres://ann:secret1@localhost/blog?password=secret, '', '', password of PostgreSQL is given twice",
        "jdbc:postgresql://localhost/blog?user=ann&password=hidden, '', secret, password of PostgreSQL is given twice",
        "postgres://ann@localhost/blog, bob, secret, names a user",
        "postgres://ann@localhost/blog?user=bob, '', '', names a user",
        "jdbc:postgresql://localhost/blog?user=ann, bob, secret, names a user",
    })
    void a_password_that_is_given_twice_or_another_user_is_refused(
            String url, String user, String password, String why) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url).with(user, password))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("hidden", "secret", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://localhost/blog, localhost, 5432, blog",
        "postgres://ann:secret@my_db/blog, my_db, 5432, blog",
        "postgres://[::1]:5433/blog, [::1], 5433, blog",
        "postgres://10.0.0.1/blog?sslmode=disable, 10.0.0.1, 5432, blog",
        "postgres://localhost/my%20blog, localhost, 5432, my blog",
        "postgres://localhost/a+b, localhost, 5432, a+b",
        "postgres://localhost/a%2Bb, localhost, 5432, a+b",
        "postgres://localhost/100%25, localhost, 5432, 100%",
    })
    void the_driver_understands_what_was_meant(String text, String host, String port, String database) {
        Properties understood = Driver.parseURL(DatabaseUrl.parse(text).jdbcUrl(), new Properties());

        assertThat(understood).as("accepted by the driver").isNotNull();
        assertThat(PG_HOST.getOrDefault(understood)).isEqualTo(host);
        assertThat(PG_PORT.getOrDefault(understood)).isEqualTo(port);
        assertThat(PG_DBNAME.getOrDefault(understood)).isEqualTo(database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "postgres:secret",
                "postgres://",
                "mysql://ann:secret@localhost/blog",
                "postgres://ann:sec ret@localhost/blog",
                "postgres://ann:secret%@localhost/blog",
                "postgres://ann:secret@@localhost/blog",
                "postgres://ann:secret@/blog",
                "postgres://ann:secret@local host/blog",
                "postgres://ann:secret@localhost:port/blog",
                "jdbc:mysql://localhost/blog?password=secret",
                "jdbc:postgresql://ann:secret@localhost/blog"
            })
    void what_cannot_be_read_is_refused_without_being_repeated(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(CannotStart.class)
                .hasNoCause()
                .hasMessageContaining("DATABASE_URL is not readable")
                .message()
                .doesNotContain("secret", "sec ret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://localhost/blog", "jdbc:postgresql://localhost/blog"})
    void a_server_is_verified_when_the_mode_says_so(String url) {
        assertThat(DatabaseUrl.parse(url + "?a=b&sslmode=verify-full&sslrootcert=/run/ca%20one.pem")
                        .verified())
                .isTrue();
        assertThat(DatabaseUrl.parse(url + "?sslmode=verify-ca").verified()).isTrue();
        assertThat(DatabaseUrl.parse(url + "?sslmode=require").verified()).isFalse();
        assertThat(DatabaseUrl.parse(url).verified()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=verify, must be verify-full",
        "sslmode=VERIFY-FULL, must be verify-full",
        "sslmode=, must be verify-full",
        "sslmode, must be verify-full",
        "sslrootcert=/ca.pem, only counts with sslmode=verify-full",
        "sslmode=require&sslrootcert=/ca.pem, only counts with sslmode=verify-full",
        "sslmode=disable&sslrootcert=/ca.pem, only counts with sslmode=verify-full",
    })
    void options_of_tls_that_would_be_unsafe_in_silence_are_refused(String options, String why) {
        for (String url : new String[] {
            "postgres://ann:secret@localhost/blog?", "jdbc:postgresql://localhost/blog?password=secret&"
        }) {
            assertThatThrownBy(() -> DatabaseUrl.parse(url + options))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(why)
                    .message()
                    .doesNotContain("secret");
        }
    }
}
