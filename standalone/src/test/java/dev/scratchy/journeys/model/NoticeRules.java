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
        Account receiver = notice.receiver;
        long version = notice.marked ? receiver.inbox : receiver.inbox + 1;
        Verdict granted = Verdict.changed(target.id(), version, (id, at) -> {
            receiver.inbox = version;
            notice.marked = true;
            read(notice, at);
        });
        return model.notices.contains(notice) ? granted : granted.orRefused(NOT_FOUND);
    }

    Verdict readAll(Caller caller) {
        Objections objections = Objections.toSignedIn(caller);
        Account receiver = caller.account();
        if (receiver == null) {
            return objections.refuse();
        }
        return objections.orElse(() -> Verdict.changed(receiver.id, receiver.inbox + 1, (id, at) -> {
            receiver.inbox++;
            model.noticesOf(receiver).forEach(notice -> read(notice, at));
        }));
    }

    private static void read(Notice notice, Moment at) {
        if (notice.read == null) {
            notice.read = at;
        }
    }
}
