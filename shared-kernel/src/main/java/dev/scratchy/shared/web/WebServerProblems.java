package dev.scratchy.shared.web;

import dev.scratchy.shared.problem.ProblemCode;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * What Tomcat refuses before any filter sees it, such as an encoded NUL in a path, as a problem instead of Tomcat's page.
 * Tomcat makes it by its name, so it has nothing of the application; and what was sent is not repeated.
 */
public final class WebServerProblems extends ErrorReportValve {

    /** What a client goes on sending too slowly is not waited for: the connection ends with the answer. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        super.invoke(request, response);
        if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT) {
            response.getCoyoteResponse().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var writable = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (!writable.get()) {
            return;
        }
        ProblemCode code = Problems.codeOf(status);
        byte[] body = ("{\"title\":\"" + code.title() + "\",\"status\":" + code.status()
                        + ",\"detail\":\"The web server cannot take this request.\",\"code\":\"" + code + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        if (response.getHeader(CorrelationFilter.HEADER) == null) {
            response.setHeader(CorrelationFilter.HEADER, UUID.randomUUID().toString());
        }
        try {
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException gone) {
            container.getLogger().debug("Nobody is there to be told", gone);
        }
    }
}
