package dev.scratchy.shared.eventlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/**
 * Events and their metadata as JSON, under the names and revisions of {@link EventNames} instead of class names. Absent parts
 * are left out of the JSON, so that an optional part can be added to an event without touching what is stored.
 */
final class EventSerializer extends Jackson3Serializer {

    /** Axon asks for these two by their class names: the metadata map, and "no payload". */
    private static final Set<String> AXONS_OWN =
            Set.of(MetaData.class.getName(), SerializedType.emptyType().getName());

    private final EventNames names;

    EventSerializer(EventNames names) {
        super(builder()
                .jsonMapperBuilderCustomizer(json -> json.changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))));
        this.names = names;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(Class type) {
        EventType event = names.of(type);
        if (event != null) {
            return event.stored();
        }
        SerializedType axons = super.typeForClass(type);
        if (AXONS_OWN.contains(axons.getName())) {
            return axons;
        }
        throw new SerializationException("Not an event of the closed list: " + axons.getName());
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        EventType event = names.named(type.getName());
        if (event != null) {
            return classOf(event, type);
        }
        if (AXONS_OWN.contains(type.getName())) {
            return super.classForType(type);
        }
        throw new SerializationException("The log holds an event that this version does not know: " + type.getName());
    }

    /** A payload of another revision would fit the class by chance at best, and silently lose what has another name. */
    private static Class<?> classOf(EventType event, SerializedType type) {
        if (!event.stored().equals(type)) {
            throw new SerializationException("""
                    The log holds %s in revision %s, and this version reads revision %d. A higher one was written by a newer \
                    version, which has to run here; from a lower one a step is missing in EventUpcasters.""".formatted(event.name(), type.getRevision(), event.revision()));
        }
        return event.type();
    }
}
