package dev.scratchy.shared.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.RunningSystem;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.Configuration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The fields of aggregates, as snapshots of them are stored, against {@code contract/snapshots}. */
class SnapshotContractIT {

    private static final Path APPROVED = Path.of("..", "contract", "snapshots");
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void an_aggregate_has_the_fields_that_its_snapshots_revision_says() throws IOException {
        for (SnapshotType type : RunningSystem.beans(SnapshotType.class)) {
            String name = type.name() + "." + type.revision() + ".json";
            Path file = APPROVED.resolve(name);

            assertThat(file)
                    .as("what %s saves in revision %d", type.name(), type.revision())
                    .exists();
            assertThat((Object) JSON.valueToTree(form(type.type())))
                    .as("""
                            The fields of %s are not those of contract/snapshots/%s. Snapshots of that form are stored: raise the \
                            revision of its SnapshotType to %d and rename the file, with these fields in it. The events are \
                            folded until there is a new snapshot; nothing is lost.""", type.name(), name, type.revision() + 1)
                    .isEqualTo(JSON.readTree(Files.readString(file)));
        }
    }

    @Test
    void every_aggregate_is_named() {
        assertThat(RunningSystem.bean(Configuration.class).findModules(AggregateConfiguration.class))
                .isNotEmpty()
                .extracting(aggregate -> (Object) aggregate.aggregateType())
                .containsExactlyInAnyOrderElementsOf(RunningSystem.beans(SnapshotType.class).stream()
                        .<Object>map(SnapshotType::type)
                        .toList());
    }

    private static Object form(Type type) {
        if (type instanceof ParameterizedType list) {
            return Map.of(((Class<?>) list.getRawType()).getSimpleName(), form(list.getActualTypeArguments()[0]));
        }
        var plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants()).map(Object::toString).toList();
        }
        if (!plain.getPackageName().startsWith("dev.scratchy")) {
            return plain.getSimpleName();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Field field : plain.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                fields.put(field.getName(), form(field.getGenericType()));
            }
        }
        return fields;
    }
}
