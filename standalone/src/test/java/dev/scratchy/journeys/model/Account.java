package dev.scratchy.journeys.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user, as the rules have them. */
final class Account {

    final String id;
    final Moment created;
    String username;
    String displayName;

    /** Empty when there is none. */
    String email = "";

    /** Empty when there is none. */
    String bio = "";

    Moment updated;
    long version;
    boolean deleted;

    /** How often something new was said about notifications, counted from 0. */
    long inbox = -1;

    /** Since when, the longest first. */
    final Map<Account, Moment> follows = new LinkedHashMap<>();

    final List<String> formerUsernames = new ArrayList<>();

    Account(String id, String username, String displayName, Moment created) {
        this.id = id;
        this.username = username;
        this.displayName = displayName;
        this.created = created;
        this.updated = created;
    }

    @Override
    public String toString() {
        return username + (deleted ? " (deleted)" : "");
    }
}
