package dev.scratchy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules that the structure keeps. */
class ArchitectureTest {

    private static final JavaClasses SCRATCHY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.scratchy");

    @Test
    void the_sides_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage("dev.scratchy.command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.scratchy.query..")
                .check(SCRATCHY);
        noClasses()
                .that()
                .resideInAPackage("dev.scratchy.query..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.scratchy.command..")
                .check(SCRATCHY);
    }

    @Test
    void the_shared_kernel_knows_neither_side_nor_a_launcher() {
        noClasses()
                .that()
                .resideInAPackage("dev.scratchy.shared..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.scratchy.command..", "dev.scratchy.query..", "dev.scratchy.standalone..")
                .check(SCRATCHY);
    }

    @Test
    void features_do_not_know_their_siblings() {
        List<String> features = List.of("post", "user", "comment", "notification", "search");
        for (String side : List.of("command", "query")) {
            for (String feature : features) {
                String[] siblings = features.stream()
                        .filter(other -> !other.equals(feature))
                        .map(other -> "dev.scratchy." + side + "." + other + "..")
                        .toArray(String[]::new);
                noClasses()
                        .that()
                        .resideInAPackage("dev.scratchy." + side + "." + feature + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(siblings)
                        .allowEmptyShould(true)
                        .check(SCRATCHY);
            }
        }
    }

    @Test
    void events_know_the_jdk_only() {
        String[] events = {
            "dev.scratchy.shared.post",
            "dev.scratchy.shared.user",
            "dev.scratchy.shared.comment",
            "dev.scratchy.shared.notification"
        };
        classes()
                .that()
                .resideInAnyPackage(events)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.jspecify.annotations").or(resideInAnyPackage(events)))
                .check(SCRATCHY);
    }

    @Test
    void sql_is_run_by_tables_and_reservations_only() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Table")
                .and()
                .haveSimpleNameNotEndingWith("Reservations")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .check(SCRATCHY);
    }

    /** Read off the sources, because in a class file a built text cannot be told from a constant one. */
    @Test
    void sql_is_a_constant_and_never_built_per_call() throws IOException {
        Pattern call = Pattern.compile("jdbc\\s*\\.sql\\(([^)]*)");
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<String> arguments = files.filter(
                            file -> file.toString().matches(".*/src/main/.*(Table|Reservations)\\.java"))
                    .flatMap(file -> call.matcher(read(file)).results().map(found -> found.group(1)))
                    .toList();

            assertThat(arguments).hasSizeGreaterThan(10).allMatch(argument -> argument.matches("[A-Z_]+|sql"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void redis_is_known_to_the_cache_and_the_rate_limit_only_and_the_cache_knows_nothing_of_the_project() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.scratchy.query.cache", "dev.scratchy.command.ratelimit", "dev.scratchy.standalone.servers")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.data.redis..", "io.lettuce..", "io.github.bucket4j..", "redis..")
                .check(SCRATCHY);
        noClasses()
                .that()
                .resideInAPackage("dev.scratchy.query.cache")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.scratchy..").and(not(resideInAPackage("dev.scratchy.query.cache"))))
                .check(SCRATCHY);
    }

    @Test
    void ulids_are_made_by_the_identity_package_only() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.scratchy.shared.identity")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.f4b6a3..")
                .check(SCRATCHY);
    }

    @Test
    void aggregates_know_neither_the_web_nor_the_log_nor_the_time_of_day() {
        noClasses()
                .that()
                .areAnnotatedWith(AggregateRoot.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "org.slf4j..")
                .check(SCRATCHY);
    }

    @Test
    void the_time_of_day_is_asked_of_an_injected_clock() {
        noClasses().should().callMethod(Instant.class, "now").check(SCRATCHY);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(SCRATCHY);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.scratchy.(**)").should().beFreeOfCycles().check(SCRATCHY);
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(SCRATCHY.stream().map(JavaClass::getPackage).distinct())
                .allSatisfy(packageOfOurs -> assertThat(isNullMarked(packageOfOurs))
                        .as(packageOfOurs.getName())
                        .isTrue());
    }

    private static boolean isNullMarked(JavaPackage javaPackage) {
        return javaPackage
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }
}
