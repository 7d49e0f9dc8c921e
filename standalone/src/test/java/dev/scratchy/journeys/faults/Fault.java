package dev.scratchy.journeys.faults;

/** What happens to a deployment, and how it ends. */
enum Fault {
    POSTGRES_KILLED,
    POSTGRES_RESTARTED,
    POSTGRES_FROZEN,
    POSTGRES_CUT_OFF,
    REDIS_KILLED,
    REDIS_FROZEN,
    COMMAND_SIDE_KILLED,
    COMMAND_SIDE_FROZEN,
    QUERY_SIDE_KILLED,
    QUERY_SIDE_FROZEN,
    /** Nobody can append, and every command keeps a connection of the pool until it gives up. */
    LOG_LOCKED,
    /** Likewise for the posts' view: neither its projection nor who reads it comes through. */
    VIEW_LOCKED,
    CLOCK_AN_HOUR_AHEAD,
    CLOCK_AN_HOUR_BEHIND;

    private static final long HOUR = 3_600;

    void begin(Deployment deployment) {
        switch (this) {
            case POSTGRES_KILLED -> deployment.postgres().kill();
            case POSTGRES_RESTARTED -> deployment.postgres().stopFast();
            case POSTGRES_FROZEN -> deployment.postgres().freeze();
            case POSTGRES_CUT_OFF -> deployment.gate().shut();
            case REDIS_KILLED -> deployment.redis().kill();
            case REDIS_FROZEN -> deployment.redis().pause();
            case COMMAND_SIDE_KILLED -> deployment.commandSides().getFirst().kill();
            case COMMAND_SIDE_FROZEN -> deployment.commandSides().getFirst().freeze();
            case QUERY_SIDE_KILLED -> deployment.querySides().getFirst().kill();
            case QUERY_SIDE_FROZEN -> deployment.querySides().getFirst().freeze();
            case LOG_LOCKED -> deployment.postgres().lock("app_log.domain_event");
            case VIEW_LOCKED -> deployment.postgres().lock("app.post");
            case CLOCK_AN_HOUR_AHEAD -> deployment.jump(HOUR);
            case CLOCK_AN_HOUR_BEHIND -> deployment.jump(-HOUR);
        }
    }

    void end(Deployment deployment) {
        switch (this) {
            case POSTGRES_KILLED, POSTGRES_RESTARTED -> deployment.postgres().startAgain();
            case POSTGRES_FROZEN -> deployment.postgres().goOn();
            case POSTGRES_CUT_OFF -> deployment.gate().open();
            case REDIS_KILLED -> deployment.redis().restart();
            case REDIS_FROZEN -> deployment.redis().goOn();
            case COMMAND_SIDE_KILLED -> deployment.commandSides().getFirst().startAgain();
            case COMMAND_SIDE_FROZEN -> deployment.commandSides().getFirst().goOn();
            case QUERY_SIDE_KILLED -> deployment.querySides().getFirst().startAgain();
            case QUERY_SIDE_FROZEN -> deployment.querySides().getFirst().goOn();
            case LOG_LOCKED, VIEW_LOCKED -> deployment.postgres().unlock();
            case CLOCK_AN_HOUR_AHEAD, CLOCK_AN_HOUR_BEHIND -> deployment.jump(0);
        }
    }

    /** Whether a client may be without any answer, because who should give it is not there. */
    boolean hitsASide() {
        return switch (this) {
            case COMMAND_SIDE_KILLED, COMMAND_SIDE_FROZEN, QUERY_SIDE_KILLED, QUERY_SIDE_FROZEN -> true;
            default -> false;
        };
    }
}
