package dev.scratchy.command.dispatch;

import dev.scratchy.shared.security.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

    private static HttpServletRequest exchange(NativeWebRequest request) {
        return Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
    }

    /** Whether it is worth knowing what a request is made of. */
    static boolean isMeantOnce(HttpServletRequest request) {
        return request.getHeader(IDEMPOTENCY_KEY) != null;
    }
}
