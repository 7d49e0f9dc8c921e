package dev.scratchy.query.cache;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * {@code scratchy.cache.*}.
 *
 * @param localSize results held in the process, at most; 0 for none
 * @param selfCheckOneIn how many hits there are to one that is loaded again and compared; 0 for no checks
 */
@ConfigurationProperties("scratchy.cache")
record CacheProperties(DataSize localSize, int selfCheckOneIn) {}
