package dev.scratchy.shared.problem;

import org.jspecify.annotations.Nullable;

/** Refused because the thing is not at the version that the change was meant for; it says at which it is. */
public final class VersionConflict extends Refused {

    private static final long serialVersionUID = 1L;

    private final @Nullable Long presentVersion;

    /**
     * A refusal.
     *
     * @param presentVersion {@code null} when there is no such thing
     */
    public VersionConflict(String detail, @Nullable Long presentVersion) {
        super(ProblemCode.VERSION_CONFLICT, detail);
        this.presentVersion = presentVersion;
    }

    public @Nullable Long presentVersion() {
        return presentVersion;
    }
}
