package dev.scratchy.command.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Type;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request wishes for, as a SHA-256 of its method, path, {@code If-Match} and body. Of the body as it was understood, so
 * that neither spaces nor the order of fields make another wish of it.
 */
@ControllerAdvice
class Fingerprint extends RequestBodyAdviceAdapter {

    private static final String BODY = Fingerprint.class.getName();

    private final JsonMapper json;
    private final HttpServletRequest current;

    Fingerprint(JsonMapper json, HttpServletRequest current) {
        this.json = json;
        this.current = current;
    }

    @Override
    public boolean supports(MethodParameter body, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return CommandRequests.isMeantOnce(current);
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        current.setAttribute(BODY, json.writeValueAsString(body));
        return body;
    }

    /**
     * The fingerprint of a request whose body has been read.
     *
     * @param asked the parameter that it is needed for
     */
    static String of(HttpServletRequest request, MethodParameter asked) {
        checkThatItIsRead(asked);
        String wish = String.join(
                "\n",
                request.getMethod(),
                request.getRequestURI(),
                String.valueOf(request.getHeader(HttpHeaders.IF_MATCH)),
                String.valueOf(request.getAttribute(BODY)));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(wish.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Parameters are resolved from left to right. */
    private static void checkThatItIsRead(MethodParameter asked) {
        boolean bodyFollows = Arrays.stream(asked.getExecutable().getParameters())
                .skip(asked.getParameterIndex())
                .anyMatch(later -> later.isAnnotationPresent(RequestBody.class));
        if (bodyFollows) {
            throw new IllegalStateException("The body has to stand before the CommandRequest: " + asked);
        }
    }
}
