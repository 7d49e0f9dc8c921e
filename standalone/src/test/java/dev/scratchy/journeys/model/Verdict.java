package dev.scratchy.journeys.model;

import dev.scratchy.journeys.Http.Answer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a wish must be answered with. Where several rules refuse it, any of them may be named, because the rules do not say which
 * one comes first; but for those of {@link Objections#closing}.
 *
 * @param refusals those that may be named
 * @param grant what it must be answered with instead, or {@code null} when it must be refused
 */
record Verdict(Set<Refusal> refusals, @Nullable Grant grant) {

    /**
     * A wish come true.
     *
     * @param id of the answer, or {@code null} for a new one
     * @param version of the answer, or {@code null} for any
     * @param effect on the model
     */
    record Grant(int status, @Nullable String id, @Nullable Long version, Effect effect) {}

    /** What a wish changes. */
    @FunctionalInterface
    interface Effect {

        /** Nothing: things were so already. */
        Effect NONE = (id, at) -> {};

        /**
         * Changes the model.
         *
         * @param id as it was answered
         */
        void take(String id, Moment at);
    }

    static Verdict created(Effect effect) {
        return new Verdict(Set.of(), new Grant(201, null, 0L, effect));
    }

    static Verdict changed(String id, @Nullable Long version, Effect effect) {
        return new Verdict(Set.of(), new Grant(200, id, version, effect));
    }

    /** Nobody can know whether this is refused, because the rules leave it open. */
    Verdict orRefused(Refusal refusal) {
        return new Verdict(Set.of(refusal), grant);
    }

    /** Whether an answer grants the wish, as it may. */
    boolean isGranted(Answer answer) {
        return grant != null && answer.status() == grant.status();
    }

    /** What is wrong with an answer, or {@code null}. */
    @Nullable
    String difference(Answer answer) {
        if (grant != null && answer.status() == grant.status()) {
            return grantDifference(grant, answer);
        }
        for (Refusal refusal : refusals) {
            if (answer.status() == refusal.status && answer.code().equals(refusal.name())) {
                return answer.header("content-type").startsWith("application/problem+json")
                        ? null
                        : "a refusal that is no problem: " + answer.header("content-type");
            }
        }
        return "expected " + (grant == null ? refusals : grant.status() + " " + refusals) + " but was "
                + answer.status() + " " + answer.raw().body();
    }

    private static @Nullable String grantDifference(Grant grant, Answer answer) {
        String id = answer.text("id");
        if (grant.id() != null && !grant.id().equals(id)) {
            return "expected the id " + grant.id() + " but was " + id;
        }
        long version = answer.data().path("version").asLong(-1);
        if (grant.version() != null && grant.version() != version) {
            return "expected version " + grant.version() + " but was " + version;
        }
        if (!answer.header("etag").equals("\"" + version + "\"")) {
            return "the ETag of version " + version + " is " + answer.header("etag");
        }
        if (grant.status() == 201 && !answer.header("location").endsWith("/" + id)) {
            return "the location of " + id + " is " + answer.header("location");
        }
        return null;
    }
}
