package dev.scratchy.shared.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The schemas of what is sent and answered, from the records that Jackson reads and writes. Not by the library's own reader: it
 * does not know what may be {@code null} here, what is absent, and what the glossary says.
 */
@Component
final class Schemas {

    private static final String REFERENCE = "#/components/schemas/";

    private static final String ULID = "^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$";

    private final Glossary glossary;
    private final Map<String, Schema<?>> named = new TreeMap<>();
    private final Map<String, Object> examples = new TreeMap<>();

    Schemas(Glossary glossary) {
        this.glossary = glossary;
    }

    static Schema<Object> typed(String type) {
        Schema<Object> schema = new Schema<>(SpecVersion.V31);
        schema.setTypes(new LinkedHashSet<>(Set.of(type)));
        return schema;
    }

    static Schema<?> reference(String name) {
        Schema<?> schema = new Schema<>(SpecVersion.V31);
        schema.set$ref(REFERENCE + name);
        return schema;
    }

    /** All there are so far, by their names. */
    synchronized Map<String, Schema<?>> named() {
        return new TreeMap<>(named);
    }

    /** Keeps a schema that is not that of a record. */
    synchronized void put(String name, Schema<?> schema) {
        named.put(name, schema);
    }

    /** An example of a record's JSON. */
    synchronized Object example(Class<?> record) {
        return examples.getOrDefault(nameOf(record), Map.of());
    }

    /** What a record is read from: it may lack what may be {@code null}, and must not have what is unknown. */
    Schema<?> read(Class<?> record) {
        return ofRecord(record, true);
    }

    /** What a record is written as. */
    Schema<?> written(Class<?> record) {
        return ofRecord(record, false);
    }

    /** Without what only says that it is for reading. */
    static String nameOf(Class<?> record) {
        var given = record.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        String name = given == null ? record.getSimpleName() : given.name();
        return name.endsWith("View") ? name.substring(0, name.length() - "View".length()) : name;
    }

    private synchronized Schema<?> ofRecord(Class<?> record, boolean read) {
        String name = nameOf(record);
        Schema<?> schema = typed("object");
        glossaryOf(name, schema);
        Map<String, Object> example = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent field : record.getRecordComponents()) {
            boolean nullable = field.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean absentWhenNull = field.getAccessor().isAnnotationPresent(JsonInclude.class);
            boolean optional = read ? nullable || field.isAnnotationPresent(MayBeAbsent.class) : absentWhenNull;
            Term term = glossary.find(name, field.getName());
            // A text that is written as the JSON that it is.
            boolean raw = field.getAccessor().isAnnotationPresent(JsonRawValue.class);
            Schema<?> property = raw ? typed("object") : of(field.getAnnotatedType(), read);
            if (property.get$ref() == null) {
                Glossary.explain(property, term);
            }
            if (read ? optional : nullable && !absentWhenNull) {
                property = orNull(property);
            }
            if (property.getDescription() == null && term != null) {
                property.setDescription(term.meaning());
            }
            schema.addProperty(field.getName(), property);
            if (!optional) {
                required.add(field.getName());
            }
            if (!absentWhenNull) {
                example.put(field.getName(), exampleOf(field.getGenericType(), term));
            }
        }
        schema.setRequired(required.isEmpty() ? null : required);
        if (read) {
            schema.setAdditionalProperties(false);
        }
        Schema<?> before = named.put(name, schema);
        if (before != null && !before.equals(schema)) {
            throw new IllegalStateException("Two schemas are named " + name);
        }
        examples.put(name, example);
        return reference(name);
    }

    private void glossaryOf(String name, Schema<?> schema) {
        Term term = glossary.find("", name);
        if (term != null) {
            schema.setDescription(term.meaning());
        }
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() == null) {
            var types = new LinkedHashSet<>(schema.getTypes());
            types.add("null");
            schema.setTypes(types);
            if (schema.getEnum() != null) {
                schema.addEnumItemObject(null);
            }
            return schema;
        }
        Schema<?> either = new Schema<>(SpecVersion.V31);
        either.addAnyOfItem(schema);
        either.addAnyOfItem(typed("null"));
        return either;
    }

    /** The schema of a field or parameter of a type. */
    Schema<?> of(AnnotatedType type, boolean read) {
        if (type instanceof AnnotatedParameterizedType list && raw(type.getType()) == List.class) {
            AnnotatedType element = list.getAnnotatedActualTypeArguments()[0];
            Schema<?> items = of(element, read);
            return typed("array").items(element.isAnnotationPresent(Nullable.class) && !read ? orNull(items) : items);
        }
        return of(raw(type.getType()), read);
    }

    Schema<?> of(Class<?> type, boolean read) {
        if (type.isRecord() && type.getPackageName().endsWith(".identity")) {
            return typed("string").pattern(ULID).minLength(26).maxLength(26);
        }
        if (type.isRecord()) {
            return ofRecord(type, read);
        }
        if (type.isEnum()) {
            Schema<Object> names = new Schema<>(SpecVersion.V31);
            names.setTypes(new LinkedHashSet<>(Set.of("string")));
            Arrays.stream(type.getFields())
                    .filter(java.lang.reflect.Field::isEnumConstant)
                    .map(Schemas::nameOf)
                    .forEach(names::addEnumItemObject);
            return names;
        }
        return switch (type.getSimpleName()) {
            case "String" -> typed("string");
            case "long", "Long" -> typed("integer").format("int64");
            case "int", "Integer" -> typed("integer").format("int32");
            case "double", "Double" -> typed("number").format("double");
            case "boolean", "Boolean" -> typed("boolean");
            case "Instant" -> typed("string").format("date-time");
            default -> throw new IllegalArgumentException("No schema for a " + type);
        };
    }

    private static Object nameOf(java.lang.reflect.Field constant) {
        JsonProperty name = constant.getAnnotation(JsonProperty.class);
        return name == null ? constant.getName() : name.value();
    }

    private Object exampleOf(Type type, @Nullable Term term) {
        if (raw(type) == List.class && type instanceof ParameterizedType list) {
            if (term != null && term.example() instanceof List<?> several) {
                return several;
            }
            return List.of(exampleOf(list.getActualTypeArguments()[0], term));
        }
        Class<?> plain = raw(type);
        if (plain.isRecord() && !plain.getPackageName().endsWith(".identity")) {
            return examples.getOrDefault(nameOf(plain), Map.of());
        }
        if (term != null) {
            return term.example();
        }
        return plain == Instant.class ? "2026-01-31T12:00:00.123456Z" : "";
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> raw(generic.getRawType());
            default -> throw new IllegalArgumentException("No schema for " + type);
        };
    }
}
