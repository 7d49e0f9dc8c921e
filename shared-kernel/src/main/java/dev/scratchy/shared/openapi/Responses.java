package dev.scratchy.shared.openapi;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.security.Caller;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/** What an operation may answer: its successes, and every refusal. */
@Component
final class Responses {

    /** What may befall each operation. */
    private static final Set<ProblemCode> ANYWHERE = EnumSet.of(
            ProblemCode.MALFORMED_REQUEST,
            ProblemCode.UNAUTHENTICATED,
            ProblemCode.NOT_ACCEPTABLE,
            ProblemCode.INTERNAL_ERROR,
            ProblemCode.UNAVAILABLE);

    private final Bodies bodies;
    private final Parameters parameters;

    Responses(Bodies bodies, Parameters parameters) {
        this.bodies = bodies;
        this.parameters = parameters;
    }

    ApiResponses of(HandlerMethod method, Contract contract) {
        List<HeadersOf> kinds = parameters.headersOf(method);
        var responses = new ApiResponses();
        for (int status : contract.status()) {
            responses.addApiResponse(Integer.toString(status), success(status, contract, kinds));
        }
        if (kinds.contains(Headers.CONDITIONAL)) {
            responses.addApiResponse("304", success(304, contract, kinds));
        }
        refusals(method, contract, kinds)
                .forEach((status, codes) -> responses.addApiResponse(Integer.toString(status), refusal(status, codes)));
        return responses;
    }

    private ApiResponse success(int status, Contract contract, List<HeadersOf> kinds) {
        List<HeaderTerm> headers = new ArrayList<>(List.of(Headers.CORRELATION));
        if (status != 301) {
            kinds.forEach(kind -> headers.addAll(kind.answered()));
        }
        if (Arrays.stream(contract.located()).anyMatch(located -> located == status)) {
            headers.add(Headers.LOCATION);
        }
        var response = response(meaning(status), headers);
        return status < 300 ? response.content(bodies.of(contract)) : response;
    }

    private static String meaning(int status) {
        return switch (status) {
            case 200 -> "Done, or found.";
            case 201 -> "Made.";
            case 202 -> "Begun.";
            case 301 -> "It is at another address now.";
            case 304 -> "What the client has, by its `If-None-Match`, is still so.";
            default -> throw new IllegalArgumentException("No meaning of " + status);
        };
    }

    private static ApiResponse refusal(int status, Set<ProblemCode> codes) {
        List<HeaderTerm> headers = new ArrayList<>(List.of(Headers.CORRELATION));
        if (status == 401) {
            headers.add(Headers.AUTHENTICATE);
        }
        if (status == 429 || status == 503) {
            headers.add(Headers.RETRY_AFTER);
        }
        var body = new MediaType().schema(Schemas.reference(ProblemDocument.SCHEMA));
        codes.forEach(
                code -> body.addExamples(code.name(), new Example().$ref("#/components/examples/" + code.name())));
        String names = codes.stream().map(code -> '`' + code.name() + '`').collect(Collectors.joining(", "));
        return response(names + ".", headers).content(new Content().addMediaType("application/problem+json", body));
    }

    private static ApiResponse response(String description, List<HeaderTerm> headers) {
        var response = new ApiResponse().description(description);
        headers.forEach(header ->
                response.addHeaderObject(header.name(), new Header().$ref("#/components/headers/" + header.name())));
        return response;
    }

    private static Map<Integer, Set<ProblemCode>> refusals(
            HandlerMethod method, Contract contract, List<HeadersOf> kinds) {
        Set<ProblemCode> codes = EnumSet.copyOf(ANYWHERE);
        codes.addAll(Arrays.asList(contract.refuses()));
        kinds.forEach(kind -> codes.addAll(kind.refuses()));
        Stream.of(method.getMethodParameters()).forEach(parameter -> {
            if (parameter.getParameterType().getPackageName().endsWith(".identity")) {
                codes.add(ProblemCode.MALFORMED_ID);
            }
            if (parameter.hasParameterAnnotation(RequestBody.class)) {
                codes.add(ProblemCode.REQUEST_TIMEOUT);
                codes.add(ProblemCode.TOO_LARGE);
                codes.add(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
            }
            // A good token of somebody who is not a user of ours is refused where it matters who asks.
            if (parameter.getParameterType() == Caller.class) {
                codes.add(ProblemCode.FORBIDDEN);
            }
        });
        if (contract.access() != Access.ANYBODY) {
            codes.add(ProblemCode.FORBIDDEN);
        }
        Map<Integer, Set<ProblemCode>> byStatus = new TreeMap<>();
        codes.forEach(code -> byStatus.computeIfAbsent(code.status(), status -> EnumSet.noneOf(ProblemCode.class))
                .add(code));
        return byStatus;
    }
}
