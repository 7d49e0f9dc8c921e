package dev.scratchy.shared.openapi;

import java.util.List;

/** The words that one part of the system explains; a bean of it. */
@FunctionalInterface
public interface Terms {

    List<Term> terms();
}
