package dev.scratchy.shared.openapi;

import dev.scratchy.shared.problem.ProblemCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the documents say of an operation that its signature does not. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Contract {

    /** The {@code operationId}, which generated clients name their methods by; never changed. */
    String id();

    Topic topic();

    Access access() default Access.ANYBODY;

    /** A few words, without a full stop. */
    String summary();

    /** What somebody has to know who calls it. */
    String description();

    /** The type of {@code data}, or of one of its elements. */
    Class<?> data();

    Shape shape() default Shape.ONE;

    /** The statuses of success. */
    int[] status() default 200;

    /** Those of them that say in {@code Location} where to look. */
    int[] located() default {201, 301};

    /** Why it may be refused, besides what may befall each operation of its kind. */
    ProblemCode[] refuses() default {};
}
