package dev.scratchy.shared.security;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/** 401, 403 and 503 in the shape of every other problem. What was wrong with a token is not said. */
@Component
final class SecurityProblems implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {

    private final Problems problems;
    private final UnmappedPaths unmapped;

    SecurityProblems(Problems problems, UnmappedPaths unmapped) {
        this.problems = problems;
        this.unmapped = unmapped;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        boolean tokenGiven = failure instanceof OAuth2AuthenticationException;
        if (!tokenGiven && unmapped.answers(request, response)) {
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, tokenGiven ? "Bearer error=\"invalid_token\"" : "Bearer");
        problems.write(
                request,
                response,
                ProblemCode.UNAUTHENTICATED,
                tokenGiven ? "The bearer token is not valid." : "This needs a bearer token.");
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            problems.write(request, response, ProblemCode.UNAVAILABLE, "Tokens cannot be checked at the moment.");
        } else {
            commence(request, response, failure);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        if (!unmapped.answers(request, response)) {
            problems.write(request, response, ProblemCode.FORBIDDEN, "Your roles do not allow this.");
        }
    }
}
