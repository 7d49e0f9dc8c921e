package dev.scratchy.standalone.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void on_a_terminal_it_grows_in_place_to_its_full_width() {
        var bar = new ProgressBar(out, true, 4);
        bar.advance(null);
        assertThat(shown()).isEqualTo("\r[" + "#".repeat(10) + " ".repeat(30) + "] 1/4, 0 refused");

        bar.advance("no");
        bar.advance(null);
        bar.advance(null);
        assertThat(shown()).endsWith("\r[" + "#".repeat(40) + "] 4/4, 1 refused" + System.lineSeparator());
        assertThat(shown().lines()).as("what a terminal keeps").hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void elsewhere_it_is_a_line_for_each_tenth() {
        var bar = new ProgressBar(out, false, 750);
        for (int line = 0; line < 750; line++) {
            bar.advance(line % 100 == 99 ? "no" : null);
        }

        assertThat(shown().lines())
                .hasSize(11)
                .startsWith("1/750, 0 refused", "75/750, 0 refused")
                .endsWith("750/750, 7 refused");
    }

    @Test
    void a_single_line_is_all_of_it() {
        new ProgressBar(out, false, 1).advance("no");

        assertThat(shown().lines()).containsExactly("1/1, 1 refused");
    }

    @Test
    void lines_that_end_at_the_same_time_are_all_counted() {
        var bar = new ProgressBar(out, false, 1_000);

        IntStream.range(0, 1_000).parallel().forEach(n -> bar.advance(n % 2 == 0 ? "no" : null));

        assertThat(shown().lines()).endsWith("1000/1000, 500 refused");
    }
}
