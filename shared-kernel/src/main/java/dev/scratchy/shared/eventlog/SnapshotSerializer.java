package dev.scratchy.shared.eventlog;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.DeserializationFeature;

/**
 * Aggregates as JSON: their fields, under the names and revisions of a closed list. Unlike events, snapshots need not be
 * readable for ever: what is not of this version's revision is as if it were not there.
 */
final class SnapshotSerializer extends Jackson3Serializer {

    private final Map<SerializedType, SnapshotType> byStored;
    private final Map<Class<?>, SnapshotType> byClass;

    SnapshotSerializer(List<SnapshotType> types) {
        super(builder()
                .jsonMapperBuilderCustomizer(json -> json.changeDefaultVisibility(
                                fields -> fields.withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                                        .withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                                        .withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                                        .withVisibility(PropertyAccessor.SETTER, Visibility.NONE))
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)));
        byStored = types.stream().collect(Collectors.toUnmodifiableMap(SnapshotType::stored, Function.identity()));
        byClass = types.stream().collect(Collectors.toUnmodifiableMap(SnapshotType::type, Function.identity()));
    }

    /** Whether it is of a kind and revision that this version reads. */
    boolean knows(DomainEventData<?> snapshot) {
        return byStored.containsKey(snapshot.getPayload().getType());
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public SerializedType typeForClass(Class type) {
        SnapshotType snapshot = byClass.get(type);
        if (snapshot != null) {
            return snapshot.stored();
        }
        if (MetaData.class.equals(type)) {
            return super.typeForClass(type);
        }
        throw new SerializationException("No snapshots are kept of " + type);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        SnapshotType snapshot = byStored.get(type);
        if (snapshot != null) {
            return snapshot.type();
        }
        if (Objects.equals(type.getName(), MetaData.class.getName())) {
            return MetaData.class;
        }
        throw new SerializationException("Not a snapshot of this version: " + type.getName());
    }
}
