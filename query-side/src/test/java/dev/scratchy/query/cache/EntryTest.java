package dev.scratchy.query.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {

    private static final Lease LEASE = new Lease(1_700_000_000_000_001L, 1_700_000_000_000_002L, 1_700_000_000_000L, 5);

    @Test
    void an_entry_comes_back_as_it_was_kept() {
        List<String> names = List.of("~post", "~post~a%10%b", "post:*", "post:é 😀");

        Entry back = Entry.of(
                Entry.of(LEASE, 1_000, 200, true, names, bytes("{\"a\":1}")).bytes());

        assertThat(back.generation()).isEqualTo(LEASE.generation());
        assertThat(back.number()).isEqualTo(LEASE.number());
        assertThat(back.freshUntil()).isEqualTo(1_700_000_001_000L);
        assertThat(back.staleUntil()).isEqualTo(1_700_000_001_200L);
        assertThat(back.present()).isTrue();
        assertThat(back.references()).containsExactlyElementsOf(names);
        assertThat(back.payload()).isEqualTo(bytes("{\"a\":1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n", "\n\nx", "a\n\nb\n\n", "\u0000", "é😀"})
    void a_payload_may_be_anything(String payload) {
        byte[] kept = bytes(payload);

        assertThat(back(kept, List.of("~post")).payload()).isEqualTo(kept);
    }

    @Test
    void a_payload_need_not_be_text() {
        long seed = System.nanoTime();
        byte[] payload = new byte[10_000];
        new Random(seed).nextBytes(payload);

        assertThat(back(payload, List.of("~post")).payload())
                .as("seed %d", seed)
                .isEqualTo(payload);
    }

    @Test
    void having_found_nothing_is_not_an_empty_result() {
        assertThat(Entry.of(Entry.of(LEASE, 1, 0, false, List.of("~post"), bytes(""))
                                .bytes())
                        .present())
                .isFalse();
        assertThat(back(bytes(""), List.of("~post")).present()).isTrue();
    }

    /** What a script finds in it without knowing this class. */
    @Test
    void the_head_is_lines_of_text() {
        assertThat(new String(
                        Entry.of(LEASE, 10, 20, true, List.of("~post", "post:7"), bytes("payload"))
                                .bytes(),
                        UTF_8))
                .isEqualTo("""
                        1700000000000001 1700000000000002 1700000000010 1700000000030 1
                        ~post
                        post:7

                        payload""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "\n\npayload",
                "1 2 3 4 1",
                "1 2 3 4 1\n~post\n",
                "1 2 3 4\n~post\n\n",
                "1 2 3 4 1 6\n~post\n\n",
                "1 2 3  4 1\n~post\n\n",
                "1 2 x 4 1\n~post\n\n",
                "1 2 99999999999999999999 4 1\n~post\n\n",
                "{\"json\":true}\n\n"
            })
    void what_is_no_entry_is_not_taken_for_one(String stored) {
        assertThatIllegalArgumentException().isThrownBy(() -> Entry.of(bytes(stored)));
    }

    @Test
    void cut_off_anywhere_in_its_head_it_is_no_entry() {
        byte[] whole = Entry.of(LEASE, 10, 20, true, List.of("~post", "post:é"), bytes(""))
                .bytes();

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Entry.of(cut)).as("%d bytes", length).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Entry back(byte[] payload, List<String> names) {
        return Entry.of(Entry.of(LEASE, 1_000, 0, true, names, payload).bytes());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
