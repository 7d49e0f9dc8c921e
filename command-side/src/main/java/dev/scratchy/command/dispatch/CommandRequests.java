package dev.scratchy.command.dispatch;

import dev.scratchy.shared.consistency.ConsistencyTokens;
import dev.scratchy.shared.openapi.HeaderTerm;
import dev.scratchy.shared.openapi.HeadersOf;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.security.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads the {@link CommandRequest} off a request. */
@Configuration(proxyBeanMethods = false)
class CommandRequests implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == CommandRequest.class;
    }

    @Override
    public CommandRequest resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String ifMatch = request.getHeader(HttpHeaders.IF_MATCH);
        String key = request.getHeader(IDEMPOTENCY_KEY);
        return new CommandRequest(
                Callers.current(),
                ifMatch == null ? null : ExpectedVersion.of(ifMatch),
                key == null ? null : new IdempotencyKey(key, Fingerprint.of(exchange(request), parameter)));
    }

    /** How the documents show it. */
    @Bean
    HeadersOf headersOfCommands() {
        return new HeadersOf(
                CommandRequest.class,
                List.of(
                        new HeaderTerm(
                                HttpHeaders.IF_MATCH,
                                "The `ETag` of the version that the command is meant for, or `*` for whichever there is;"
                                        + " 412 when it is at another one.",
                                "\"3\""),
                        new HeaderTerm(
                                        IDEMPOTENCY_KEY,
                                        "What the client calls this one wish: sent again within 24 hours it is not carried"
                                                + " out again, but answered as it was.",
                                        "5f0c8a52-7a44-4bb0-9d4f-0f3ad8a1c6a9")
                                .within(key -> key.minLength(1).maxLength(255).pattern("^[!-~]+$"))),
                List.of(
                        new HeaderTerm(HttpHeaders.ETAG, "The version there is now.", "\"3\"").everywhere(),
                        new HeaderTerm(
                                        ConsistencyTokens.HEADER,
                                        "Sent with a query, it makes the query wait until it has seen this command.",
                                        "c2NyYXRjaHktdG9rZW4")
                                .everywhere(),
                        new HeaderTerm(
                                "Idempotency-Replayed",
                                "`true` when this is the answer to an earlier sending.",
                                "true")),
                List.of(
                        ProblemCode.VERSION_CONFLICT,
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        ProblemCode.TOO_MANY_REQUESTS));
    }

    private static HttpServletRequest exchange(NativeWebRequest request) {
        return Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
    }

    /** Whether it is worth knowing what a request is made of. */
    static boolean isMeantOnce(HttpServletRequest request) {
        return request.getHeader(IDEMPOTENCY_KEY) != null;
    }
}
