package dev.scratchy.benchmarks.reference;

import org.springframework.stereotype.Component;

/** The bytes that the constant endpoint answers with. */
@Component
public class ConstantAnswer {

    private volatile byte[] body = {};

    /** Sets them to an answer of the endpoint that it is compared with, so that both have the same size. */
    public void set(byte[] bytes) {
        body = bytes.clone();
    }

    byte[] body() {
        return body;
    }
}
