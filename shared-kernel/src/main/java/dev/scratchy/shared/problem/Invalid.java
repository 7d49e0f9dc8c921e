package dev.scratchy.shared.problem;

import java.util.List;

/** Refused because parts of the request break rules; it names each. */
public final class Invalid extends Refused {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldProblem> problems;

    public Invalid(List<FieldProblem> problems) {
        super(ProblemCode.VALIDATION_FAILED, "See errors.");
        this.problems = List.copyOf(problems);
    }

    public Invalid(String field, String message) {
        this(List.of(new FieldProblem(field, message)));
    }

    public List<FieldProblem> problems() {
        return problems;
    }
}
