package dev.scratchy.shared.openapi;

import dev.scratchy.shared.problem.ProblemCode;
import java.util.List;

/**
 * What the type of a controller's parameter that is made of headers means for an operation.
 *
 * @param type of the parameter
 * @param asked what may be sent
 * @param answered what comes with a success
 * @param refuses why it may be refused
 */
public record HeadersOf(Class<?> type, List<HeaderTerm> asked, List<HeaderTerm> answered, List<ProblemCode> refuses) {

    public HeadersOf {
        asked = List.copyOf(asked);
        answered = List.copyOf(answered);
        refuses = List.copyOf(refuses);
    }
}
