package dev.scratchy.shared.security;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * What is refused for want of a rule, although there is nothing to refuse: a path that nothing is mapped to, or not for this
 * method. Asked only when a request has been denied already, so it can open nothing and costs those nothing that are let in.
 */
@Component
final class UnmappedPaths {

    private final ObjectProvider<HandlerMapping> mappings;
    private final Problems problems;

    UnmappedPaths(ObjectProvider<HandlerMapping> mappings, Problems problems) {
        this.mappings = mappings;
        this.problems = problems;
    }

    /** Answers 404, or 405 with {@code Allow}; or does nothing, and says so, when something is mapped. */
    boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var probe = new Probe(request);
        ServletRequestPathUtils.parseAndCache(probe);
        @Nullable String allowed = null;
        for (HandlerMapping mapping : mappings.orderedStream().toList()) {
            try {
                if (mapping.getHandler(probe) != null) {
                    return false;
                }
            } catch (HttpRequestMethodNotSupportedException otherMethods) {
                allowed = String.join(
                        ", ", Objects.requireNonNullElse(otherMethods.getSupportedMethods(), new String[0]));
            } catch (Exception mappedForAnotherFormat) {
                return false;
            }
        }
        if (allowed == null) {
            problems.write(request, response, ProblemCode.NOT_FOUND, "There is nothing at this path.");
        } else {
            response.setHeader(HttpHeaders.ALLOW, allowed);
            problems.write(request, response, ProblemCode.METHOD_NOT_ALLOWED, "The path is not for this method.");
        }
        return true;
    }

    /** Looking for a handler leaves notes in a request; this one keeps them. An OPTIONS looks like a method nobody has. */
    private static final class Probe extends HttpServletRequestWrapper {

        private final Map<String, @Nullable Object> notes = new HashMap<>();

        private Probe(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            String method = super.getMethod();
            return method.equals("OPTIONS") ? "NONE" : method;
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return notes.containsKey(name) ? notes.get(name) : super.getAttribute(name);
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            notes.put(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            notes.put(name, null);
        }
    }
}
