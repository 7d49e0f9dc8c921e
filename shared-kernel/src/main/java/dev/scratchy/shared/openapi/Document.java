package dev.scratchy.shared.openapi;

import dev.scratchy.shared.problem.ProblemCode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What stands around the operations: what the document is of, and the parts that they share, but no others. */
@Component
final class Document implements GlobalOpenApiCustomizer {

    static final String BEARER = "bearer";

    private static final String VERSION = "0.1.0";

    private static final Pattern REFERENCE = Pattern.compile("\"#/components/(?:schemas|examples|headers)/([\\w-]+)\"");

    private final Schemas schemas;
    private final List<HeadersOf> headers;

    Document(Schemas schemas, List<HeadersOf> headers) {
        this.schemas = schemas;
        this.headers = headers;
    }

    @Override
    public void customise(OpenAPI document) {
        document.info(new Info()
                        .title("Scratchy")
                        .version(VERSION)
                        .description("An event-sourced publishing backend: commands write events, queries read views.")
                        .contact(new Contact().name("The Scratchy project"))
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .servers(List.of(new Server().url("/").description("Whichever process serves this document.")))
                .tags(tags(document))
                .components(components(document));
    }

    private static List<Tag> tags(OpenAPI document) {
        Set<String> used = document.getPaths().values().stream()
                .map(PathItem::readOperations)
                .flatMap(List::stream)
                .map(Operation::getTags)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        return Arrays.stream(Topic.values())
                .filter(topic -> used.contains(topic.label()))
                .map(topic -> new Tag().name(topic.label()).description(topic.meaning()))
                .toList();
    }

    private Components components(OpenAPI document) {
        var components = new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("`sub` is a user's ULID, `roles` some of author, editor, admin."));
        Map<String, Schema<?>> all = schemas.named();
        Set<String> used = used(document, all);
        used.stream().filter(all::containsKey).forEach(name -> components.addSchemas(name, all.get(name)));
        Arrays.stream(ProblemCode.values())
                .filter(code -> used.contains(code.name()))
                .forEach(code -> components.addExamples(code.name(), ProblemDocument.example(code)));
        Stream.concat(
                        Stream.of(Headers.CORRELATION, Headers.LOCATION, Headers.RETRY_AFTER, Headers.AUTHENTICATE),
                        Stream.concat(headers.stream(), Stream.of(Headers.CONDITIONAL))
                                .flatMap(of -> of.answered().stream()))
                .filter(term -> used.contains(term.name()))
                .forEach(term -> components.addHeaders(term.name(), Headers.answered(term)));
        return components;
    }

    /** The names of those components that the operations refer to, and those that these do. */
    private static Set<String> used(OpenAPI document, Map<String, Schema<?>> all) {
        Set<String> used = new TreeSet<>();
        Deque<Object> open = new ArrayDeque<>(List.of(document.getPaths()));
        while (!open.isEmpty()) {
            Matcher reference = REFERENCE.matcher(Json31.pretty(open.pop()));
            while (reference.find()) {
                Schema<?> schema = all.get(reference.group(1));
                if (used.add(reference.group(1)) && schema != null) {
                    open.add(schema);
                }
            }
        }
        return used;
    }
}
