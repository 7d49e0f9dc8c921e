package dev.scratchy.shared.problem;

/** A wish that is not granted, for a reason that the caller is told. Not a fault: it carries no stack trace. */
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;

    /**
     * A refusal.
     *
     * @param detail a sentence for a person; it reaches the client, so it holds nothing that the caller may not know
     */
    public Refused(ProblemCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
