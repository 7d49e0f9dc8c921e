package dev.scratchy.shared.openapi;

/** Who may call an operation. */
public enum Access {
    ANYBODY("Everybody, without a token too."),
    SIGNED_IN("Any valid token."),
    WRITER("Role `author`, `editor` or `admin`."),
    ADMIN("Role `admin`.");

    private final String sentence;

    Access(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
