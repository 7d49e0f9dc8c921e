package dev.scratchy.shared.openapi;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;

/** What may be sent with an operation, by the parameters of the method that serves it. */
@Component
final class Parameters {

    private static final String JSON = "application/json";

    private final Glossary glossary;
    private final Schemas schemas;
    private final List<HeadersOf> headers;

    Parameters(Glossary glossary, Schemas schemas, List<HeadersOf> headers) {
        this.glossary = glossary;
        this.schemas = schemas;
        this.headers = headers.stream()
                .sorted(Comparator.comparing(of -> of.type().getName()))
                .toList();
    }

    /** The kinds of headers that a method takes. */
    List<HeadersOf> headersOf(HandlerMethod method) {
        // Answers that are kept as bytes are those that say how old they are.
        boolean kept =
                method.getReturnType().getGenericParameterType().getTypeName().endsWith("<byte[]>");
        return Stream.concat(
                        headers.stream()
                                .filter(of -> Stream.of(method.getMethodParameters())
                                        .anyMatch(parameter -> parameter.getParameterType() == of.type())),
                        kept ? Stream.of(Headers.CONDITIONAL) : Stream.of())
                .toList();
    }

    List<Parameter> of(HandlerMethod method) {
        List<Parameter> all = new ArrayList<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            String name = parameter.getParameter().getName();
            RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
            RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
            if (parameter.hasParameterAnnotation(PathVariable.class)) {
                all.add(explained(new PathParameter(), name, parameter));
            } else if (query != null) {
                Parameter inQuery = explained(new QueryParameter(), name, parameter);
                boolean hasDefault = !query.defaultValue().equals(ValueConstants.DEFAULT_NONE);
                inQuery.setRequired(query.required() && !hasDefault);
                if (hasDefault && !query.defaultValue().isEmpty()) {
                    setDefault(inQuery.getSchema(), query.defaultValue());
                }
                all.add(inQuery);
            } else if (header != null) {
                all.add(explained(new HeaderParameter(), header.name(), parameter)
                        .required(header.required()));
            }
        }
        headersOf(method).stream()
                .flatMap(of -> of.asked().stream())
                .map(Headers::asked)
                .forEach(all::add);
        return all;
    }

    private static void setDefault(Schema<?> schema, String value) {
        schema.setDefault(schema.getTypes().contains("integer") ? (Object) Integer.valueOf(value) : value);
    }

    private Parameter explained(Parameter to, String name, MethodParameter parameter) {
        Schema<?> schema = schemas.of(parameter.getParameterType(), true);
        Term term = glossary.find(schemaFor(parameter), name);
        to.name(name).schema(schema);
        if (term != null) {
            term.limits().accept(schema);
            to.description(term.meaning()).example(term.example());
        }
        if (to instanceof PathParameter) {
            to.setRequired(true);
        }
        return to;
    }

    /** So that a word may mean something else as the parameter of one operation. */
    private static String schemaFor(MethodParameter parameter) {
        Contract contract = parameter.getMethodAnnotation(Contract.class);
        return contract == null ? "" : contract.id();
    }

    @Nullable
    RequestBody bodyOf(HandlerMethod method) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            var body = parameter.getParameterAnnotation(org.springframework.web.bind.annotation.RequestBody.class);
            if (body != null) {
                Schema<?> schema = schemas.read(parameter.getParameterType());
                return new RequestBody()
                        .required(body.required())
                        .content(new Content()
                                .addMediaType(
                                        JSON,
                                        new MediaType()
                                                .schema(schema)
                                                .example(schemas.example(parameter.getParameterType()))));
            }
        }
        return null;
    }
}
