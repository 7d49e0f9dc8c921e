package dev.scratchy.query.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnippetTest {

    @Test
    void the_place_is_marked_as_it_was_written() {
        assertThat(Snippet.of("The Borrow Checker.", "borrow checker", false, false))
                .isEqualTo("The <mark>Borrow Checker</mark>.");
    }

    @Test
    void nothing_but_the_mark_is_markup() {
        assertThat(Snippet.of("<b>Vec<T></b> & \"co\"", "vec<t>", false, false))
                .isEqualTo("&lt;b&gt;<mark>Vec&lt;T&gt;</mark>&lt;/b&gt; &amp; &quot;co&quot;");
    }

    @Test
    void a_cut_is_shown() {
        assertThat(Snippet.of("middle", "d", true, true)).isEqualTo("…mi<mark>d</mark>dle…");
    }

    @Test
    void a_piece_without_the_place_is_shown_as_it_is() {
        assertThat(Snippet.of("something else", "query", false, false)).isEqualTo("something else");
    }

    @Test
    void lines_become_one() {
        assertThat(Snippet.of("one\n\n  two", "two", false, false)).isEqualTo("one <mark>two</mark>");
    }

    @Test
    void places_behind_characters_of_two_chars_are_found() {
        assertThat(Snippet.of("😀 𐐀 Ⱥ end", "ⱥ e", false, false)).isEqualTo("😀 𐐀 <mark>Ⱥ e</mark>nd");
    }
}
