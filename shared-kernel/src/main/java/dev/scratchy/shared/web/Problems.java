package dev.scratchy.shared.web;

import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.problem.RetryLater;
import dev.scratchy.shared.problem.VersionConflict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes problem responses. Nothing else does, so all of them have one shape. */
@Component
public final class Problems {

    /** Seconds after which a client may try again: an outage that mends itself is over, or it is not, in about this time. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    static ResponseEntity<Object> response(Refused refused) {
        ProblemDetail body = body(refused.code(), refused.detail());
        if (refused instanceof Invalid invalid) {
            body.setProperty("errors", invalid.problems());
        }
        if (refused instanceof VersionConflict conflict && conflict.presentVersion() != null) {
            body.setProperty("currentVersion", conflict.presentVersion());
        }
        return response(refused.code(), body, retryAfter(refused));
    }

    /** For handlers of exceptions. */
    public static ResponseEntity<Object> response(ProblemCode code, String detail) {
        return response(code, body(code, detail), retryAfter(code));
    }

    private static ResponseEntity<Object> response(ProblemCode code, ProblemDetail body, @Nullable String retryAfter) {
        var response = ResponseEntity.status(code.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore());
        if (code == ProblemCode.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return response.body(body);
    }

    private static @Nullable String retryAfter(Refused refused) {
        return refused instanceof RetryLater later ? Long.toString(later.seconds()) : retryAfter(refused.code());
    }

    private static @Nullable String retryAfter(ProblemCode code) {
        return code == ProblemCode.UNAVAILABLE ? RETRY_AFTER_SECONDS : null;
    }

    private static ProblemDetail body(ProblemCode code, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(code.status()), detail);
        body.setTitle(code.title());
        body.setProperty("code", code.name());
        return body;
    }

    /** For filters, where no controller's return value is written. */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemCode code, String detail)
            throws IOException {
        write(request.getRequestURI(), response, code, detail);
    }

    /**
     * For where the request is no longer the one that the client made.
     *
     * @param path as the client wrote it; left out when that is no path
     */
    void write(@Nullable String path, HttpServletResponse response, ProblemCode code, String detail)
            throws IOException {
        response.setStatus(code.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        String retryAfter = retryAfter(code);
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        if (response.getHeader(CorrelationFilter.HEADER) == null) {
            // The web server refused it before the filter saw it.
            response.setHeader(CorrelationFilter.HEADER, UUID.randomUUID().toString());
        }
        ProblemDetail body = body(code, detail);
        body.setInstance(instance(path));
        json.writeValue(response.getOutputStream(), body);
    }

    private static @Nullable URI instance(@Nullable String path) {
        try {
            return path == null || path.isEmpty() ? null : new URI(path);
        } catch (URISyntaxException noPath) {
            return null;
        }
    }

    /** The code of a failure of which a library knows the status only. */
    static ProblemCode codeOf(int status) {
        return switch (status) {
            case 401 -> ProblemCode.UNAUTHENTICATED;
            case 403 -> ProblemCode.FORBIDDEN;
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 408 -> ProblemCode.REQUEST_TIMEOUT;
            case 413 -> ProblemCode.TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            case 501 -> ProblemCode.NOT_IMPLEMENTED;
            case 503 -> ProblemCode.UNAVAILABLE;
            default -> status < 500 ? ProblemCode.MALFORMED_REQUEST : ProblemCode.INTERNAL_ERROR;
        };
    }
}
