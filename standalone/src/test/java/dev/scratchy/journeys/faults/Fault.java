package dev.scratchy.journeys.faults;

import dev.scratchy.journeys.faults.Load.Unanswered;

/** What happens to a deployment, and how it ends. */
enum Fault {
    POSTGRES_KILLED,
    POSTGRES_RESTARTED,
    POSTGRES_FROZEN,
    POSTGRES_CUT_OFF,
    REDIS_KILLED,
    REDIS_FROZEN,
    REDIS_CUT_OFF,
    COMMAND_SIDE_KILLED,
    COMMAND_SIDE_FROZEN,
    QUERY_SIDE_KILLED,
    QUERY_SIDE_FROZEN,
    /** Nobody can append, and every command keeps a connection of the pool until it gives up. */
    LOG_LOCKED,
    /** Likewise for the posts' view: neither its projection nor who reads it comes through. */
    VIEW_LOCKED,
    /** The log is locked, and there are three times as many commands as connections: some get none at all. */
    POOL_EXHAUSTED,
    /** Each statement with the log or the posts' view takes a second. */
    SLOW_QUERIES,
    CLOCK_AN_HOUR_AHEAD,
    CLOCK_AN_HOUR_BEHIND;

    private static final long HOUR = 3_600;

    private static final String LOG = "app_log.domain_event";
    private static final String VIEW = "app.post";

    void begin(Deployment deployment) {
        switch (this) {
            case POSTGRES_KILLED -> deployment.postgres().kill();
            case POSTGRES_RESTARTED -> deployment.postgres().stopFast();
            case POSTGRES_FROZEN -> deployment.postgres().freeze();
            case POSTGRES_CUT_OFF -> deployment.postgresGate().shut();
            case REDIS_KILLED -> deployment.redis().kill();
            case REDIS_FROZEN -> deployment.redis().pause();
            case REDIS_CUT_OFF -> deployment.redisGate().shut();
            case COMMAND_SIDE_KILLED -> deployment.commandSides().getFirst().kill();
            case COMMAND_SIDE_FROZEN -> deployment.commandSides().getFirst().freeze();
            case QUERY_SIDE_KILLED -> deployment.querySides().getFirst().kill();
            case QUERY_SIDE_FROZEN -> deployment.querySides().getFirst().freeze();
            case LOG_LOCKED, POOL_EXHAUSTED -> deployment.postgres().lock(LOG);
            case VIEW_LOCKED -> deployment.postgres().lock(VIEW);
            case SLOW_QUERIES -> deployment.postgres().slowDown(LOG, VIEW);
            case CLOCK_AN_HOUR_AHEAD -> deployment.jump(HOUR);
            case CLOCK_AN_HOUR_BEHIND -> deployment.jump(-HOUR);
        }
    }

    void end(Deployment deployment) {
        switch (this) {
            case POSTGRES_KILLED, POSTGRES_RESTARTED -> deployment.postgres().startAgain();
            case POSTGRES_FROZEN -> deployment.postgres().goOn();
            case POSTGRES_CUT_OFF -> deployment.postgresGate().open();
            case REDIS_KILLED -> deployment.redis().restart();
            case REDIS_FROZEN -> deployment.redis().goOn();
            case REDIS_CUT_OFF -> deployment.redisGate().open();
            case COMMAND_SIDE_KILLED -> deployment.commandSides().getFirst().startAgain();
            case COMMAND_SIDE_FROZEN -> deployment.commandSides().getFirst().goOn();
            case QUERY_SIDE_KILLED -> deployment.querySides().getFirst().startAgain();
            case QUERY_SIDE_FROZEN -> deployment.querySides().getFirst().goOn();
            case LOG_LOCKED, POOL_EXHAUSTED, VIEW_LOCKED ->
                deployment.postgres().unlock();
            case SLOW_QUERIES -> deployment.postgres().speedUp(LOG, VIEW);
            case CLOCK_AN_HOUR_AHEAD, CLOCK_AN_HOUR_BEHIND -> deployment.jump(0);
        }
    }

    /** What clients may be without meanwhile: one that is frozen answers later, one that is killed does not. */
    Unanswered unanswered() {
        return switch (this) {
            case COMMAND_SIDE_KILLED, QUERY_SIDE_KILLED -> Unanswered.EVER;
            default -> Unanswered.NEVER;
        };
    }

    /** How many write meanwhile. */
    int writers() {
        return this == POOL_EXHAUSTED ? 3 * Deployment.COMMAND_POOL : Load.WRITERS;
    }

    /** Whether requests are refused, when it only lasts longer than any of them waits: 10 s. */
    boolean isWaitedForInVain() {
        return this == LOG_LOCKED || this == VIEW_LOCKED || this == POOL_EXHAUSTED;
    }
}
