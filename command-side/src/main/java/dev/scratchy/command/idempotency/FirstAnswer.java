package dev.scratchy.command.idempotency;

import dev.scratchy.command.dispatch.Acknowledgement;
import dev.scratchy.shared.problem.Refused;

/**
 * What became of the first sending of a command.
 *
 * @param fingerprint what was wished for
 */
record FirstAnswer(String fingerprint, Outcome outcome) {

    /** Carried out or refused. */
    sealed interface Outcome {}

    record Done(Acknowledgement acknowledgement) implements Outcome {}

    record Denied(Refused refusal) implements Outcome {}
}
