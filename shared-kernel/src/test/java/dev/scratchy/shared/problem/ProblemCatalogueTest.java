package dev.scratchy.shared.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What clients are told about the codes in the reference. */
class ProblemCatalogueTest {

    private static final Path PAGE = Path.of("../docs/reference/problems.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\d+) \\| ([^|]+?) \\| [^|]+ \\| [^|]+ \\|$");

    @Test
    void the_page_has_each_code_with_its_status_and_title_and_no_other() throws IOException {
        var written = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .toList();

        assertThat(written)
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(code -> code + " " + code.status() + " " + code.title())
                        .toList());
    }
}
