package dev.scratchy.journeys.model;

import dev.scratchy.journeys.Http;
import dev.scratchy.journeys.Http.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Everybody who asks and wishes: somebody without a token, an admin, an editor, and those who come later. */
final class People {

    private final Model model;
    private final Caller anybody;
    private final Caller admin;
    private final Caller editor;
    private final List<Caller> others = new ArrayList<>();

    People(Http anybody, Model model, Run run) {
        this.model = model;
        this.anybody = new Caller(anybody, null, Set.of());
        this.admin = signUp(run.name() + "_root", Set.of("admin"));
        this.editor = signUp(run.name() + "_edith", Set.of("editor"));
    }

    /** Lets somebody in who is registered with the first token. */
    void join(String username, Set<String> roles) {
        others.add(signUp(username, roles));
    }

    /** Lets somebody in who is registered already. */
    void join(Account account, Set<String> roles) {
        Answer answer = token(account.username, roles);
        if (!answer.text("userId").equals(account.id)) {
            throw new AssertionError(
                    "The token of " + account + " is another's: " + answer.raw().body());
        }
        others.add(caller(answer, account, roles));
    }

    private Caller signUp(String username, Set<String> roles) {
        Instant before = Instant.now();
        Answer answer = token(username, roles);
        Account account = new Account(answer.text("userId"), username, username, Moment.between(before, Instant.now()));
        model.accounts.add(account);
        return caller(answer, account, roles);
    }

    private Answer token(String username, Set<String> roles) {
        return anybody.http().post("/dev/tokens", Map.of("username", username, "roles", List.copyOf(roles)));
    }

    private Caller caller(Answer answer, Account account, Set<String> roles) {
        return new Caller(new Http(anybody.http().server(), answer.text("token")), account, roles);
    }

    Caller anybody() {
        return anybody;
    }

    Caller admin() {
        return admin;
    }

    Caller editor() {
        return editor;
    }

    Stream<Caller> all() {
        return Stream.concat(Stream.of(anybody, admin, editor), others.stream());
    }

    /** As whom somebody comes in. */
    Caller as(Account account) {
        return all().filter(caller -> caller.is(account)).findFirst().orElseThrow();
    }

    /** Somebody with a token; those whose account is gone come in less often. */
    Caller any(Random random) {
        List<Caller> some = all().filter(caller -> !caller.isAnonymous())
                .filter(caller -> caller.hasAccount() || random.nextInt(5) == 0)
                .toList();
        return some.get(random.nextInt(some.size()));
    }
}
