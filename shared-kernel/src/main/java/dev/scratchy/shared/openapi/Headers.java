package dev.scratchy.shared.openapi;

import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;

/** The headers that any answer may have, whatever was asked for. */
final class Headers {

    static final HeaderTerm CORRELATION = new HeaderTerm(
                    "X-Correlation-Id",
                    "The exchange's id: the client's own when it sent a usable one, else a new one.",
                    "0b8fb4a2-3a0e-4c1c-9a51-2f6a1f0f7a55")
            .everywhere()
            .within(text -> text.pattern("^[A-Za-z0-9._-]{1,64}$"));

    static final HeaderTerm LOCATION = new HeaderTerm(
                    "Location",
                    "The path of what was made, or is to be found there.",
                    "/api/v1/posts/01M81RFG3HE7PWSR5JW2AT02ZB")
            .everywhere();

    static final HeaderTerm RETRY_AFTER = new HeaderTerm("Retry-After", "Seconds after which to try again.", "1")
            .everywhere()
            .within(text -> text.pattern("^[0-9]+$"));

    static final HeaderTerm AUTHENTICATE = new HeaderTerm(
                    "WWW-Authenticate", "That a bearer token is wanted, and what is wrong with one.", "Bearer")
            .everywhere();

    static final HeaderTerm ETAG = new HeaderTerm(
            "ETag", "What this answer is known by: its version, or a weak one made of its content.", "\"3\"");

    /** What goes with a query whose answer may be kept by whoever gets it. */
    static final HeadersOf CONDITIONAL = new HeadersOf(
            byte[].class,
            List.of(new HeaderTerm(
                    "If-None-Match",
                    "The `ETag` of the answer that the client has: 304 when it is still so.",
                    "\"2\"")),
            List.of(
                    ETAG.everywhere(),
                    new HeaderTerm("Cache-Control", "Who may keep the answer, and for how long.", "no-cache, private")
                            .everywhere(),
                    new HeaderTerm("Last-Modified", "When it changed last.", "Sat, 31 Jan 2026 12:00:00 GMT"),
                    new HeaderTerm(
                            "Cache-Tag",
                            "What the answer is made of, for caches that are told of changes.",
                            "post:01M81RFG3HE7PWSR5JW2AT02ZB"),
                    new HeaderTerm(
                            "Surrogate-Key",
                            "The same for caches that want blanks between.",
                            "post:01M81RFG3HE7PWSR5JW2AT02ZB")),
            List.of());

    private Headers() {}

    static Parameter asked(HeaderTerm term) {
        var parameter = new HeaderParameter();
        parameter.name(term.name()).description(term.meaning()).required(false).schema(schema(term));
        parameter.example(term.example());
        return parameter;
    }

    static Header answered(HeaderTerm term) {
        return new Header()
                .description(term.meaning())
                .required(term.always())
                .schema(schema(term))
                .example(term.example());
    }

    private static Schema<?> schema(HeaderTerm term) {
        Schema<?> schema = Schemas.typed("string");
        term.limits().accept(schema);
        return schema;
    }
}
