package dev.scratchy.shared.identity;

/**
 * Names one event that a projection has put aside.
 *
 * @param value a ULID in its canonical form; any valid form is accepted and made canonical
 */
public record DeadLetterId(String value) {

    public DeadLetterId {
        value = Ulids.canonical(value);
    }

    /** An id that nothing has yet. */
    public static DeadLetterId next() {
        return new DeadLetterId(Ulids.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
