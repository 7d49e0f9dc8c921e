package dev.scratchy.query.admin;

import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.shared.eventlog.RecordedEvents;
import dev.scratchy.shared.identity.AggregateId;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Answer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log, for somebody who looks into it. */
@RestController
class EventController {

    /** Wider than today's names: the log may hold what a newer version wrote. */
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_.$-]{1,200}");

    private final RecordedEvents log;

    EventController(RecordedEvents log) {
        this.log = log;
    }

    /**
     * How to go on.
     *
     * @param next behind which position, {@code null} at the end
     */
    record Continuation(int limit, @Nullable Long next) {}

    @Contract(
            id = "listEvents",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Look into the log",
            description =
                    "Events as they are stored, in the order of their positions. There may be fewer than `limit`, or none, and more behind them: `meta.next` says behind which position to go on, and is `null` at the end. For events of one type 10,000 positions are looked at.",
            data = EventView.class,
            shape = Shape.POSITION,
            refuses = {ProblemCode.VALIDATION_FAILED})
    @GetMapping(ProjectionController.ADMIN + "/events")
    Answer<List<EventView>> events(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable AggregateId aggregate,
            @RequestParam(required = false) @Nullable String type) {
        int atMost = PageRequest.of(null, limit).limit();
        if (after < 0) {
            throw new Invalid("after", "must be at least 0");
        }
        if (type != null && !TYPE.matcher(type).matches()) {
            throw new Invalid("type", "must be the stored name of an event");
        }
        RecordedEvents.Part part = part(after, atMost, aggregate, type);
        return new Answer<>(part.events().stream().map(EventView::of).toList(), new Continuation(atMost, part.next()));
    }

    private RecordedEvents.Part part(long after, int limit, @Nullable AggregateId aggregate, @Nullable String type) {
        if (aggregate != null) {
            return log.ofAggregate(aggregate.value(), type, after, limit);
        }
        return type == null ? log.all(after, limit) : log.ofType(type, after, limit);
    }
}
