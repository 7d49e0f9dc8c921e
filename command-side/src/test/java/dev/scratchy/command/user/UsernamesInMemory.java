package dev.scratchy.command.user;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stands in for the table where only a user's decisions are tested. */
final class UsernamesInMemory extends UsernameReservations {

    private final Map<String, UserId> owners = new HashMap<>();
    private final Set<UserId> locked = new HashSet<>();

    UsernamesInMemory() {
        super(JdbcClient.create(new JdbcTemplate()));
    }

    @Override
    void demand(String username, UserId userId) {
        if (owners.putIfAbsent(username, userId) != null) {
            throw new Refused(ProblemCode.USERNAME_TAKEN, "taken");
        }
    }

    @Override
    void rename(UserId userId, String username) {
        demand(username, userId);
        owners.entrySet()
                .removeIf(
                        name -> name.getValue().equals(userId) && !name.getKey().equals(username));
    }

    @Override
    void lock(UserId userId) {
        locked.add(userId);
    }

    @Override
    boolean keep(UserId userId) {
        return owners.containsValue(userId);
    }

    @Override
    void release(UserId userId) {
        owners.values().remove(userId);
    }

    Map<String, UserId> all() {
        return Map.copyOf(owners);
    }

    Set<UserId> locked() {
        return Set.copyOf(locked);
    }
}
