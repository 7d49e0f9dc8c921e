package dev.scratchy.shared.web;

import dev.scratchy.shared.identity.MalformedId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever a controller throws into a problem response. No message of a library reaches a client. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(Refused refused) {
        return Problems.response(refused);
    }

    @ExceptionHandler
    ResponseEntity<Object> denied(AccessDeniedException denied) {
        return Problems.response(ProblemCode.FORBIDDEN, "Your token does not allow this.");
    }

    /** Tomcat's word for a query string that is not percent-encoded UTF-8. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(InvalidParameterException undecodable) {
        return Problems.response(ProblemCode.MALFORMED_REQUEST, "A parameter is not percent-encoded UTF-8.");
    }

    /** The firewall's refusal of a parameter or a header, which it looks at when somebody asks for it. */
    @ExceptionHandler
    ResponseEntity<Object> rejected(RequestRejectedException rejected) {
        return Problems.response(ProblemCode.MALFORMED_REQUEST, "A parameter or a header is not a normal one.");
    }

    @ExceptionHandler
    ResponseEntity<Object> fault(Exception fault, WebRequest request) {
        if (fault instanceof IllegalArgumentException && isRange(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            return Problems.response(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "A body is of one type: Content-Type has no place for *.");
        }
        ProblemCode code = DatabaseProblems.codeOf(fault);
        if (code == null) {
            log.error("Unexpected failure", fault);
            return Problems.response(ProblemCode.INTERNAL_ERROR, "The failure was logged.");
        }
        // Without the message and the trace: they may quote a row.
        log.warn("The database failed: {}, answered with {}", fault.getClass().getSimpleName(), code);
        return Problems.response(code, code == ProblemCode.UNAVAILABLE ? "Try again in a moment." : code.title() + ".");
    }

    /** Spring refuses it with an exception that says no more than its words. */
    private static boolean isRange(@Nullable String contentType) {
        return contentType != null && contentType.contains("*");
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        if (cause instanceof MalformedId malformed) {
            return Problems.response(ProblemCode.MALFORMED_ID, String.valueOf(malformed.getMessage()));
        }
        if (cause instanceof Refused refused) {
            return Problems.response(refused);
        }
        return Problems.response(
                ProblemCode.MALFORMED_REQUEST,
                switch (cause) {
                    case UnrecognizedPropertyException unknown ->
                        "The body has an unknown field: " + shortened(unknown.getPropertyName());
                    case StreamReadException broken -> "The body is not well-formed JSON.";
                    default -> "The body is missing or has a value of the wrong type.";
                });
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return switch (cause) {
            case MalformedId malformed ->
                Problems.response(ProblemCode.MALFORMED_ID, String.valueOf(malformed.getMessage()));
            case Refused refused -> Problems.response(refused);
            default ->
                Problems.response(
                        ProblemCode.MALFORMED_REQUEST,
                        "The value of " + failure.getPropertyName() + " cannot be read.");
        };
    }

    @Override
    protected ResponseEntity<Object> handleServletRequestBindingException(
            org.springframework.web.bind.ServletRequestBindingException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return Problems.response(
                ProblemCode.MALFORMED_REQUEST,
                failure instanceof MissingRequestHeaderException header
                        ? "The header " + header.getHeaderName() + " is missing."
                        : "A part of the request is missing.");
    }

    /** Everything else that Spring MVC itself refuses: it knows the status, we know the code. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemCode code = Problems.codeOf(status.value());
        if (code == ProblemCode.INTERNAL_ERROR) {
            log.error("Unexpected failure", failure);
        }
        ResponseEntity<Object> response = Problems.response(code, code.title() + ".");
        return ResponseEntity.status(response.getStatusCode())
                .headers(headers)
                .headers(response.getHeaders())
                .body(response.getBody());
    }

    private static String shortened(String clientsText) {
        return clientsText.length() <= 100 ? clientsText : clientsText.substring(0, 100) + "...";
    }
}
