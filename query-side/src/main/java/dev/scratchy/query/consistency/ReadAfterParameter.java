package dev.scratchy.query.consistency;

import dev.scratchy.shared.consistency.ConsistencyTokens;
import dev.scratchy.shared.openapi.HeaderTerm;
import dev.scratchy.shared.openapi.HeadersOf;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.subscription.PostgresEventStore;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads {@code Consistency-Token} and {@code Prefer: wait} (RFC 7240, section 4.3) off a request. */
@Configuration(proxyBeanMethods = false)
class ReadAfterParameter implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final String PREFER = "Prefer";

    private static final Pattern WAIT_PREFERENCE =
            Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:$|[,;])", Pattern.CASE_INSENSITIVE);

    private final ConsistencyTokens tokens;
    private final ViewPositions positions;
    private final PostgresEventStore log;

    ReadAfterParameter(ConsistencyTokens tokens, ViewPositions positions, PostgresEventStore log) {
        this.tokens = tokens;
        this.positions = positions;
        this.log = log;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ReadAfter.class;
    }

    @Override
    public ReadAfter resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String token = request.getHeader(ConsistencyTokens.HEADER);
        return new ReadAfter(
                positions, log, token == null ? 0 : tokens.position(token), wait(request.getHeaderValues(PREFER)));
    }

    /** How the documents show it. */
    @Bean
    static HeadersOf headersOfQueries() {
        return new HeadersOf(
                ReadAfter.class,
                List.of(
                        new HeaderTerm(
                                ConsistencyTokens.HEADER,
                                "What a command answered with: the query waits until it has seen that command.",
                                "c2NyYXRjaHktdG9rZW4"),
                        new HeaderTerm(
                                PREFER,
                                "`wait=` and the seconds to wait at most, 2 without it, and never more than 10.",
                                "wait=5")),
                List.of(),
                List.of(ProblemCode.INVALID_CONSISTENCY_TOKEN, ProblemCode.PROJECTION_BEHIND));
    }

    /** What cannot be understood is no preference. */
    private static Duration wait(String @Nullable [] preferences) {
        Duration wait = WAIT;
        if (preferences != null) {
            for (String preference : preferences) {
                Matcher wanted = WAIT_PREFERENCE.matcher(preference);
                if (wanted.find()) {
                    wait = Duration.ofSeconds(Long.parseLong(wanted.group(1)));
                }
            }
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
