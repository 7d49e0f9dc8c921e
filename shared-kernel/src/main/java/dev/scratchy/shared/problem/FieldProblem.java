package dev.scratchy.shared.problem;

/**
 * One rule that one part of a request breaks.
 *
 * @param field the part's name as the client wrote it, such as {@code title} or {@code tags[2]}
 * @param message what it would have to be
 */
public record FieldProblem(String field, String message) {}
