package dev.scratchy.query.nodes;

import dev.scratchy.query.projecting.Kinds;
import dev.scratchy.query.projecting.Projections;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.eventlog.ReadEvent;
import dev.scratchy.shared.subscription.Parts;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a projection another number of segments while nobody runs it. Segments that are behind are brought up to the furthest
 * one first, so that all new ones begin at the same position: Axon would let two of different positions go on as one, and hands
 * some events to it twice.
 */
@Component
class Resegmentation {

    private static final Logger log = LoggerFactory.getLogger(Resegmentation.class);

    private final SegmentTable segments;
    private final SettingTable settings;
    private final Projections projections;
    private final TokenStore tokens;
    private final PostgresEventStorageEngine events;
    private final TransactionTemplate transaction;

    Resegmentation(
            SegmentTable segments,
            SettingTable settings,
            Projections projections,
            TokenStore tokens,
            PostgresEventStorageEngine events,
            PlatformTransactionManager transactions) {
        this.segments = segments;
        this.settings = settings;
        this.projections = projections;
        this.tokens = tokens;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Goes on with it as far as it is possible now; whoever has not finished it is followed by another node. */
    void attempt(String projection) {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = Boolean.TRUE.equals(transaction.execute(begun -> step(projection)));
            }
        } catch (RuntimeException failure) {
            log.warn(
                    "The projection {} keeps its segments, as one of them cannot be brought up to the others: {}",
                    projection,
                    Kinds.of(failure));
            segments.all().computeIfPresent(projection, (name, present) -> {
                settings.divide(projection, present.size());
                return present;
            });
        }
    }

    /** Whether there is another one to come. */
    private boolean step(String projection) {
        if (!settings.hold(projection)) {
            return false;
        }
        List<SegmentStatus> present = segments.all().getOrDefault(projection, List.of());
        int wanted = settings.all()
                .getOrDefault(projection, SettingTable.Setting.NONE)
                .segments();
        if (present.isEmpty()
                || present.size() == wanted
                || present.stream().anyMatch(segment -> segment.node() != null)) {
            return false;
        }
        long furthest =
                present.stream().mapToLong(SegmentStatus::position).max().orElseThrow();
        for (SegmentStatus segment : present) {
            if (segment.position() < furthest) {
                bringUp(
                        projection,
                        Parts.of(segment.segment(), segment.mask()).orElseThrow(),
                        segment.position(),
                        furthest);
                return true;
            }
        }
        segments.deleteAll(projection);
        tokens.initializeTokenSegments(projection, wanted, new GlobalSequenceTrackingToken(furthest));
        log.info("The projection {} has {} segments now", projection, wanted);
        return false;
    }

    private void bringUp(String projection, Segment segment, long from, long furthest) {
        List<TrackedEventMessage<?>> page = events.page(from, furthest).stream()
                .<TrackedEventMessage<?>>map(ReadEvent::message)
                .toList();
        projections.handle(projection, page, segment);
        long position = page.isEmpty()
                ? furthest
                : PostgresEventStorageEngine.positionOf(page.getLast().trackingToken());
        Objects.requireNonNull(tokens.fetchToken(projection, segment));
        tokens.storeToken(new GlobalSequenceTrackingToken(position), projection, segment.getSegmentId());
        tokens.releaseClaim(projection, segment.getSegmentId());
    }
}
