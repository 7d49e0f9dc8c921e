package dev.scratchy.command.ratelimit;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.RetryLater;
import dev.scratchy.shared.security.Callers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Takes each command off its caller's budget. An interceptor and not a filter: by then the security chain has let the caller
 * in, so that what is refused for its token or its roles costs nothing; the body is not read yet; and a refusal is answered
 * like that of any controller.
 */
final class CommandLimit implements HandlerInterceptor {

    private static final Set<String> COMMANDS = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final int perMinute;
    private final Budgets budgets;

    CommandLimit(int perMinute, Budgets budgets) {
        this.perMinute = perMinute;
        this.budgets = budgets;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // A command that is answered asynchronously is dispatched a second time.
        if (COMMANDS.contains(request.getMethod()) && request.getDispatcherType() == DispatcherType.REQUEST) {
            Duration wait = budgets.spend(caller(request));
            if (wait.isPositive()) {
                throw new RetryLater(
                        ProblemCode.TOO_MANY_REQUESTS, "At most " + perMinute + " commands a minute.", wait);
            }
        }
        return true;
    }

    private static String caller(HttpServletRequest request) {
        UserId user = Callers.current().userId();
        return user == null ? "address:" + request.getRemoteAddr() : "user:" + user.value();
    }
}
