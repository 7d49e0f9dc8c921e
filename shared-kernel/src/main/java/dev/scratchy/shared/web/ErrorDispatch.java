package dev.scratchy.shared.web;

import dev.scratchy.shared.problem.ProblemCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the web server comes with what failed outside of controllers: in a filter, or by {@code sendError}. */
@Controller
class ErrorDispatch implements ErrorController {

    private final Problems problems;

    ErrorDispatch(Problems problems) {
        this.problems = problems;
    }

    /** The web server has the failure in its log; nothing of it is told. */
    @RequestMapping("/error")
    void problem(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known ? known : 500;
        ProblemCode ofTheDatabase = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
                ? DatabaseProblems.codeOf(failure)
                : null;
        ProblemCode code = ofTheDatabase != null ? ofTheDatabase : Problems.codeOf(status);
        String path =
                request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String original ? original : null;
        problems.write(path, response, code, code.title() + ".");
    }
}
