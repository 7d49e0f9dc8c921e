package dev.scratchy.query.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostViewTest {

    private static final UserId ANN = UserId.next();

    @ParameterizedTest
    @CsvSource({
        "PUBLISHED, true, true, true, true, true",
        "DRAFT, false, false, true, true, true",
        "ARCHIVED, false, false, true, true, true"
    })
    void everybody_sees_what_is_published_and_the_author_and_editors_the_rest(
            PostStatus status, boolean anonymous, boolean stranger, boolean author, boolean editor, boolean admin) {
        Instant now = Instant.parse("2025-01-01T00:00:00Z");
        var post = new PostView("id", "T", "t", "C", status, ANN.value(), List.of(), null, 0, now, now, 0, null, null);

        assertThat(post.isVisibleTo(Caller.ANONYMOUS)).isEqualTo(anonymous);
        assertThat(post.isVisibleTo(new Caller(UserId.next(), Set.of(Role.AUTHOR))))
                .isEqualTo(stranger);
        assertThat(post.isVisibleTo(new Caller(ANN, Set.of()))).isEqualTo(author);
        assertThat(post.isVisibleTo(new Caller(UserId.next(), Set.of(Role.EDITOR))))
                .isEqualTo(editor);
        assertThat(post.isVisibleTo(new Caller(UserId.next(), Set.of(Role.ADMIN))))
                .isEqualTo(admin);
    }
}
