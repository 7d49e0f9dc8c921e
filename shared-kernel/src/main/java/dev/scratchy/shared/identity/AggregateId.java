package dev.scratchy.shared.identity;

/**
 * Names one aggregate of any kind, as the log does: by a ULID, with a word and a colon before it where one ULID names several.
 *
 * @param value with the ULID in its canonical form; any valid form is accepted and made canonical
 */
public record AggregateId(String value) {

    /** What one looks like. */
    public static final String PATTERN = "^([a-z]{1,20}:)?[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$";

    public AggregateId {
        if (!value.matches(PATTERN)) {
            throw new MalformedId();
        }
        int ulid = value.indexOf(':') + 1;
        value = value.substring(0, ulid) + Ulids.canonical(value.substring(ulid));
    }

    /**
     * Also how Spring MVC reads one from a query.
     *
     * @throws MalformedId when the text is not an aggregate's id
     */
    public static AggregateId of(String text) {
        return new AggregateId(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
