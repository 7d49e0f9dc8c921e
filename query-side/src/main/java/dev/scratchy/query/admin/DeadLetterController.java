package dev.scratchy.query.admin;

import dev.scratchy.query.deadletter.DeadLetter;
import dev.scratchy.query.deadletter.DeadLetterTable;
import dev.scratchy.query.deadletter.Decision;
import dev.scratchy.query.deadletter.DecisionTable;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.query.retrying.Outcome;
import dev.scratchy.query.retrying.Retries;
import dev.scratchy.shared.eventlog.RecordedEvent;
import dev.scratchy.shared.eventlog.RecordedEvents;
import dev.scratchy.shared.identity.DeadLetterId;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.web.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The events that projections have put aside, and what becomes of them. */
@RestController
@RequestMapping(ProjectionController.ADMIN + "/dead-letters")
class DeadLetterController {

    private static final int LONGEST_REASON = 500;

    private final DeadLetterTable letters;
    private final DecisionTable decisions;
    private final Retries retries;
    private final RecordedEvents log;

    DeadLetterController(DeadLetterTable letters, DecisionTable decisions, Retries retries, RecordedEvents log) {
        this.letters = letters;
        this.decisions = decisions;
        this.retries = retries;
        this.log = log;
    }

    /** A letter that is no more. */
    record Discarded(String id, String reason) {}

    @Contract(
            id = "listDeadLetters",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "List the events that projections have put aside",
            description = "In the order of the log, of all projections or of one, each with what must not overtake it.",
            data = DeadLetterView.class,
            shape = Shape.PAGE,
            refuses = {ProblemCode.VALIDATION_FAILED})
    @GetMapping
    Answer<List<DeadLetterView>> list(
            @RequestParam(required = false) @Nullable String projection,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer limit) {
        PageRequest wanted = PageRequest.of(page, limit);
        Page<DeadLetter> found = letters.list(projection, wanted);
        Map<Long, RecordedEvent> events =
                log
                        .at(found.rows().stream()
                                .map(DeadLetter::position)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(RecordedEvent::position, Function.identity()));
        List<DeadLetterView> rows = found.rows().stream()
                .map(letter -> DeadLetterView.of(letter, events.get(letter.position())))
                .toList();
        return new Page<>(rows, found.total(), null).answer(wanted);
    }

    @Contract(
            id = "listDeadLetterDecisions",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "List what became of dead letters",
            description = "The latest first: who has tried what again, and given up what and why.",
            data = Decision.class,
            shape = Shape.PAGE,
            refuses = {ProblemCode.VALIDATION_FAILED})
    @GetMapping("/decisions")
    Answer<List<Decision>> decisions(
            @RequestParam(required = false) @Nullable String projection,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer limit) {
        PageRequest wanted = PageRequest.of(page, limit);
        return decisions.list(projection, wanted).answer(wanted);
    }

    @Contract(
            id = "retryDeadLetter",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Try a dead letter again",
            description = "With its sequence, in the order of the log, up to the first that fails.",
            data = Outcome.class,
            refuses = {ProblemCode.NOT_FOUND})
    @PostMapping("/{id}/retry")
    Answer<Outcome> retry(@PathVariable DeadLetterId id, Caller caller) {
        return Answer.of(retries.retry(id, caller.signedIn().value()));
    }

    @Contract(
            id = "retryDeadLetters",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Try all dead letters of a projection again",
            description = "Each sequence up to the first that fails.",
            data = Outcome.class,
            refuses = {ProblemCode.NOT_FOUND})
    @PostMapping("/retry")
    Answer<Outcome> retryAll(@RequestParam String projection, Caller caller) {
        return Answer.of(retries.retryAll(projection, caller.signedIn().value()));
    }

    @Contract(
            id = "discardDeadLetter",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Give a dead letter up",
            description = "Its event stays in the log, and will be in no view of the projection: replays pass over it. "
                    + "What waits behind it can be tried again then.",
            data = Discarded.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.VALIDATION_FAILED})
    @DeleteMapping("/{id}")
    Answer<Discarded> discard(@PathVariable DeadLetterId id, @RequestParam String reason, Caller caller) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON || why.indexOf('\0') >= 0) {
            throw new Invalid("reason", "must be 1 to " + LONGEST_REASON + " characters");
        }
        retries.discard(id, why, caller.signedIn().value());
        return Answer.of(new Discarded(id.value(), why));
    }
}
