package dev.scratchy.shared.eventlog;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares the events of today with what is approved, and says in words what stored events would suffer and what to do about it.
 * It asks the classes and the files only: what a broken build shows is one of its sentences, not a constructor that does not fit.
 */
final class EventContract {

    private static final Pattern FILE = Pattern.compile("(\\w+)\\.([1-9]\\d*)\\.json");

    private final EventNames names;
    private final EventUpcaster upcasters;
    private final EventSerializer serializer;
    private final Map<String, ApprovedEvent> approved = new TreeMap<>();
    private final List<String> breaches = new ArrayList<>();

    private EventContract(EventNames names, EventUpcaster upcasters) {
        this.names = names;
        this.upcasters = upcasters;
        this.serializer = new EventSerializer(names);
    }

    /**
     * Everything that is wrong, a sentence or two each.
     *
     * @param kinds the classes of all events that there are
     * @param files the approved ones: names and texts
     */
    static List<String> breaches(
            EventNames names, EventUpcaster upcasters, Collection<Class<?>> kinds, Map<String, String> files) {
        EventContract contract = new EventContract(names, upcasters);
        files.forEach(contract::read);
        kinds.forEach(contract::checkIsListed);
        names.all().forEach(contract::check);
        return contract.breaches.stream().sorted().toList();
    }

    private void read(String file, String text) {
        Matcher parts = FILE.matcher(file);
        if (!parts.matches()) {
            wrong("contract/events/%s is not named after an event and its revision, as PostCreated.1.json is."
                    .formatted(file));
            return;
        }
        EventType type = names.named(parts.group(1));
        if (type == null) {
            wrong("""
                    contract/events/%s says that logs hold a %s, which is not in EventNames: it could not be read any more. Put \
                    the line back. The class may have another name, the stored name may not.""".formatted(file, parts.group(1)));
        } else if (Integer.parseInt(parts.group(2)) > type.revision()) {
            wrong("""
                    contract/events/%s is of a later revision than EventNames has for %s. Raise it there, or remove the file if \
                    no version has ever written it.""".formatted(file, type.name()));
        }
        try {
            approved.put(file, ApprovedEvent.parse(text));
        } catch (JacksonException malformed) {
            wrong("contract/events/%s is not of the form {\"payload\": {...}, \"optional\": [...]}: %s"
                    .formatted(file, malformed.getOriginalMessage()));
        }
    }

    private void checkIsListed(Class<?> kind) {
        String name = kind.getSimpleName();
        if (names.of(kind) == null) {
            wrong("""
                    %s is an event without a line in EventNames, so it cannot be stored. Add one in revision 1, and \
                    contract/events/%s.1.json. If it was there and stored, put it back as it was.""".formatted(name, name));
        }
    }

    private void check(EventType type) {
        for (int revision = 1; revision <= type.revision(); revision++) {
            ApprovedEvent event = approved.get(type.name() + "." + revision + ".json");
            if (event == null) {
                wrong("""
                        There is no contract/events/%s.%d.json. If there was one, take it back: logs hold such events. If this \
                        is new, add {"payload": {...}, "optional": [...]} with all of %s filled.""".formatted(type.name(), revision, fields(type).keySet()));
            } else if (revision == type.revision()) {
                int before = breaches.size();
                checkFields(type, event);
                if (breaches.size() == before) {
                    checkCurrent(type, event);
                }
            } else {
                checkEarlier(type, revision, event);
            }
        }
    }

    private void checkFields(EventType type, ApprovedEvent event) {
        Map<String, Boolean> today = fields(type);
        for (String field : event.payload().propertyNames()) {
            if (!today.containsKey(field)) {
                broken(type, "its class has lost the field " + field);
            }
        }
        for (String field : event.optional()) {
            if (!event.payload().has(field)) {
                wrong("contract/events/%s.%d.json names %s as optional and has no example of it in \"payload\"."
                        .formatted(type.name(), type.revision(), field));
            }
        }
        today.forEach((field, optional) -> {
            boolean approvedAsOptional = event.optional().contains(field);
            if (!event.payload().has(field) && optional) {
                wrong("""
                        %s has a new optional field, %s. Add it to "payload" and to "optional" in contract/events/%s.%d.json; that \
                        is all, unless it is an old field under a new name.""".formatted(type.name(), field, type.name(), type.revision()));
            } else if (!event.payload().has(field)) {
                broken(
                        type,
                        "its class has got the field %s, which they lack. If it may be absent, make it @Nullable"
                                .formatted(field));
            } else if (optional && !approvedAsOptional) {
                wrong("""
                        The field %s of %s may be absent from now on. Add it to "optional" in contract/events/%s.%d.json.""".formatted(field, type.name(), type.name(), type.revision()));
            } else if (!optional && approvedAsOptional) {
                broken(type, "some of them lack the field %s, which its class requires".formatted(field));
            }
        });
    }

    private void checkCurrent(EventType type, ApprovedEvent event) {
        if (event.readToday() != null) {
            wrong("contract/events/%s.%d.json is of the current revision, which is read as it is. Remove \"readToday\"."
                    .formatted(type.name(), type.revision()));
        }
        // What is absent may be filled with a value that stands for it; what is there stays as it is.
        for (ObjectNode payload : event.payloads().toList()) {
            ObjectNode today = today(type, type.revision(), payload);
            if (today == null) {
                return;
            }
            if (!today.deepCopy().retain(payload.propertyNames()).equals(payload)) {
                broken(type, "%s would come back as %s".formatted(payload, today));
                return;
            }
        }
    }

    private void checkEarlier(EventType type, int revision, ApprovedEvent event) {
        ObjectNode full = today(type, revision, event.payload());
        if (full == null) {
            return;
        }
        if (!full.equals(event.readToday())) {
            wrong("""
                    contract/events/%s.%d.json is read as %s today, and what it approves of is %s. If today's is right, write it \
                    there as "readToday"; if not, change the upcaster.""".formatted(type.name(), revision, full, String.valueOf(event.readToday())));
        }
        for (ObjectNode payload : event.payloads().toList()) {
            ObjectNode today = today(type, revision, payload);
            if (today == null) {
                return;
            }
            fields(type).forEach((field, optional) -> {
                if (!optional && !today.has(field)) {
                    wrong("""
                            %s %d is stored in logs, and %s has no %s when it has been read, which revision %d requires. Let an \
                            upcaster give it a value.""".formatted(type.name(), revision, payload, field, type.revision()));
                }
            });
        }
    }

    /** A stored payload as what it would be stored as today, or {@code null} when it cannot be read. */
    private @Nullable ObjectNode today(EventType type, int revision, ObjectNode payload) {
        var stored = new CopiedEvent(
                1,
                "event",
                "Aggregate",
                "id",
                0,
                Instant.EPOCH,
                type.name(),
                Integer.toString(revision),
                payload.toString(),
                "{}");
        try {
            Object event = stored.read(serializer, upcasters).getPayload();
            return ApprovedEvent.json(serializer.serialize(event, String.class).getData());
        } catch (RuntimeException unreadable) {
            Throwable cause = unreadable;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String reason =
                    String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            if (revision == type.revision()) {
                broken(type, "%s cannot be read any more: %s".formatted(payload, reason));
            } else {
                wrong("""
                        %s %d is stored in logs, and %s cannot be read any more: %s Add or mend its upcasters, from %d to %d, in \
                        EventUpcasters.""".formatted(type.name(), revision, payload, reason, revision, type.revision()));
            }
            return null;
        }
    }

    /** The fields of today's class, and whether they may be absent. */
    private static Map<String, Boolean> fields(EventType type) {
        Map<String, Boolean> fields = new LinkedHashMap<>();
        for (RecordComponent field : type.type().getRecordComponents()) {
            fields.put(field.getName(), field.getAnnotatedType().isAnnotationPresent(Nullable.class));
        }
        return fields;
    }

    private void broken(EventType type, String how) {
        String name = type.name();
        int revision = type.revision();
        wrong("""
                %s %d is stored in logs, and %s. Either take the change back, or raise its revision to %d in EventNames, add \
                contract/events/%s.%d.json and an upcaster from %d to %d.""".formatted(name, revision, how, revision + 1, name, revision + 1, revision, revision + 1));
    }

    private void wrong(String sentence) {
        breaches.add(sentence + " See docs/how-to/change-an-event.md.");
    }
}
