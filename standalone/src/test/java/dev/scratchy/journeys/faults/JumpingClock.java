package dev.scratchy.journeys.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that is wrong by as many seconds as a file says, which may be changed at any time. */
final class JumpingClock extends Clock {

    private final Path file;

    JumpingClock(Path file) {
        this.file = file;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Nobody asks for another zone.");
    }

    @Override
    public Instant instant() {
        try {
            return Instant.now()
                    .plusSeconds(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
