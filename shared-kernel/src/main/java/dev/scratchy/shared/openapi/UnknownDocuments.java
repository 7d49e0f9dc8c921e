package dev.scratchy.shared.openapi;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Problems;
import org.springdoc.api.OpenApiResourceNotFoundException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A name that no document has is not a fault of ours. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
final class UnknownDocuments {

    @ExceptionHandler
    ResponseEntity<Object> unknown(OpenApiResourceNotFoundException unknown) {
        return Problems.response(ProblemCode.NOT_FOUND, "There is no such document.");
    }
}
