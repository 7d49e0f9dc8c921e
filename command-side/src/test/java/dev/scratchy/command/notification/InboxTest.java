package dev.scratchy.command.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.command.dispatch.Acknowledgement;
import dev.scratchy.command.dispatch.VersionedCommandHandlers;
import dev.scratchy.shared.identity.NotificationId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.notification.AllNotificationsRead;
import dev.scratchy.shared.notification.NotificationEvent;
import dev.scratchy.shared.notification.NotificationRead;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class InboxTest {

    private static final UserId ANN = UserId.next();
    private static final UserId BEN = UserId.next();
    private static final InboxId INBOX = new InboxId(ANN);

    private static final NotificationId SEVENTH = NotificationId.of(7, "event-7", ANN);
    private static final NotificationId EIGHTH = NotificationId.of(8, "event-8", ANN);

    private static final NotificationEvent READ = new NotificationRead(ANN.value(), SEVENTH.value());
    private static final NotificationEvent ALL_READ = new AllNotificationsRead(ANN.value());

    private final Map<Long, String> notifiedOf = new HashMap<>(Map.of(7L, "event-7", 8L, "event-8"));
    private final AggregateTestFixture<Inbox> fixture = new AggregateTestFixture<>(Inbox.class);

    @BeforeEach
    void set_up() {
        fixture.registerHandlerEnhancerDefinition(new VersionedCommandHandlers())
                .registerInjectableResource(new NotifiedEventTable(JdbcClient.create(new JdbcTemplate())) {
                    @Override
                    Optional<String> eventIdAt(long position) {
                        return Optional.ofNullable(notifiedOf.get(position));
                    }
                });
    }

    private ResultValidator<Inbox> when(Object wish, NotificationEvent... before) {
        return (before.length == 0 ? fixture.givenNoPriorActivity() : fixture.given((Object[]) before)).when(wish);
    }

    private static MarkNotificationRead reading(NotificationId notification) {
        return new MarkNotificationRead(INBOX, notification);
    }

    private static Matcher<Refused> notFound() {
        return new CustomTypeSafeMatcher<>("not found") {
            @Override
            protected boolean matchesSafely(Refused refused) {
                return refused.code() == ProblemCode.NOT_FOUND;
            }
        };
    }

    @Test
    void an_inbox_is_not_named_like_its_owner() {
        assertThat(INBOX).hasToString("inbox:" + ANN.value());
    }

    @Test
    void an_inbox_begins_with_the_first_thing_read() {
        when(reading(SEVENTH))
                .expectEvents(READ)
                .expectResultMessagePayload(new Acknowledgement(SEVENTH.value(), 0, true));
        when(new MarkAllNotificationsRead(INBOX))
                .expectEvents(ALL_READ)
                .expectResultMessagePayload(new Acknowledgement(ANN.value(), 0, true));
    }

    @Test
    void a_notification_is_read_once() {
        when(reading(SEVENTH), READ)
                .expectNoEvents()
                .expectResultMessagePayload(new Acknowledgement(SEVENTH.value(), 0, false));
        when(reading(EIGHTH), READ)
                .expectEvents(new NotificationRead(ANN.value(), EIGHTH.value()))
                .expectResultMessagePayload(new Acknowledgement(EIGHTH.value(), 1, false));
    }

    @Test
    void reading_everything_does_not_make_anything_unread() {
        when(reading(SEVENTH), READ, ALL_READ).expectNoEvents();
    }

    @Test
    void everything_is_read_anew_each_time_because_something_may_have_come() {
        when(new MarkAllNotificationsRead(INBOX), READ, ALL_READ)
                .expectEvents(ALL_READ)
                .expectResultMessagePayload(new Acknowledgement(ANN.value(), 2, false));
    }

    @Test
    void what_the_log_does_not_confirm_is_not_found() {
        for (NotificationId unknown : new NotificationId[] {
            NotificationId.of(9, "event-9", ANN),
            NotificationId.of(7, "event-8", ANN),
            NotificationId.of(7, "event-7", BEN),
            NotificationId.of("7ZZZZZZZZZFFFFFFFFFFFFFFFF")
        }) {
            when(reading(unknown)).expectNoEvents().expectException(notFound());
            when(reading(unknown), READ).expectNoEvents().expectException(notFound());
        }
    }
}
