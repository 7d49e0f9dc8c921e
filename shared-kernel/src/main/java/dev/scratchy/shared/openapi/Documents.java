package dev.scratchy.shared.openapi;

import org.springdoc.core.models.GroupedOpenApi;

/** The documents that a process serves, each at {@code /openapi/} and its name. */
public final class Documents {

    private Documents() {}

    /**
     * A document of the operations that the controllers in a package offer.
     *
     * @param name the last part of its address
     */
    public static GroupedOpenApi of(String name, String packageName) {
        return GroupedOpenApi.builder().group(name).packagesToScan(packageName).build();
    }
}
