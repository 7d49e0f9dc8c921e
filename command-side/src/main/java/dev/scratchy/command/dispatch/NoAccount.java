package dev.scratchy.command.dispatch;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;

/** Refused because a token outlives its user: whoever writes or follows has to have an account, also while they do so. */
public final class NoAccount extends Refused {

    private static final long serialVersionUID = 1L;

    public NoAccount() {
        super(ProblemCode.FORBIDDEN, "This needs an account, and yours does not exist or was deleted.");
    }
}
