package dev.scratchy.journeys.model;

import static dev.scratchy.journeys.model.Refusal.NOT_FOUND;

/** The rules of notifications. */
final class NoticeRules {

    private final Model model;

    NoticeRules(Model model) {
        this.model = model;
    }

    /** Whether the system still knows of one that is gone is its own affair; nobody can see a difference. */
    Verdict read(Caller caller, Target<Notice> target) {
        Objections objections = Objections.toSignedIn(caller).readable(Guard.NONE, target);
        Notice notice = target.thing();
        if (notice == null || !caller.is(notice.receiver)) {
            return objections.when(true, NOT_FOUND).refuse();
        }
        if (!objections.isEmpty()) {
            return objections.refuse();
        }
        Verdict granted = Verdict.changed(target.id(), null, (id, at) -> read(notice, at));
        return model.notices.contains(notice) ? granted : granted.orRefused(NOT_FOUND);
    }

    Verdict readAll(Caller caller) {
        Account receiver = caller.account();
        return Objections.toSignedIn(caller)
                .orElse(() -> new Verdict(
                        java.util.Set.of(),
                        new Verdict.Grant(
                                200,
                                null,
                                null,
                                (id, at) -> model.notices.stream()
                                        .filter(notice -> notice.receiver == receiver)
                                        .forEach(notice -> read(notice, at)))));
    }

    private static void read(Notice notice, Moment at) {
        if (notice.read == null) {
            notice.read = at;
        }
    }
}
