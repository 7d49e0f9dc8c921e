package dev.scratchy.shared.eventlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/**
 * Events and their metadata as JSON, under the names of {@link EventNames} instead of class names. Absent parts are left out
 * of the JSON, so that an optional part can be added to an event without touching what is stored.
 */
final class EventSerializer extends Jackson3Serializer {

    private static final String FIRST_REVISION = "1";

    /** Axon asks for these two by their class names: the metadata map, and "no payload". */
    private static final Set<String> AXONS_OWN =
            Set.of(MetaData.class.getName(), SerializedType.emptyType().getName());

    EventSerializer() {
        super(builder()
                .jsonMapperBuilderCustomizer(json -> json.changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))));
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(Class type) {
        String name = EventNames.nameOf(type);
        if (name != null) {
            return new SimpleSerializedType(name, FIRST_REVISION);
        }
        SerializedType axons = super.typeForClass(type);
        if (AXONS_OWN.contains(axons.getName())) {
            return axons;
        }
        throw new SerializationException("Not an event of the closed list: " + axons.getName());
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        Class<?> eventClass = EventNames.classOf(type.getName());
        if (eventClass != null) {
            return eventClass;
        }
        if (AXONS_OWN.contains(type.getName())) {
            return super.classForType(type);
        }
        throw new SerializationException("The log holds an event that this version does not know: " + type.getName());
    }
}
