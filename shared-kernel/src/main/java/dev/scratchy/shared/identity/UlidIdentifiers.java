package dev.scratchy.shared.identity;

import org.axonframework.common.IdentifierFactory;

/**
 * What Axon names messages by, events above all: ULIDs, so that each new event's entry goes to the end of the unique index of
 * ids, where random ones would scatter over all of it. Found as a service.
 */
public final class UlidIdentifiers extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return Ulids.next();
    }
}
