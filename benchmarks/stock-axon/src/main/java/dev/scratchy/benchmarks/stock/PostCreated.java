package dev.scratchy.benchmarks.stock;

/** A post is there. */
record PostCreated(String id, String title, String content) {}
