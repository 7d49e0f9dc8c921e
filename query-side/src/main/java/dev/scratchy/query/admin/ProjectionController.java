package dev.scratchy.query.admin;

import dev.scratchy.query.nodes.NodeView;
import dev.scratchy.query.nodes.Nodes;
import dev.scratchy.query.nodes.Processors;
import dev.scratchy.query.nodes.ProjectionView;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Answer;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The projections, and the nodes that run them. */
@RestController
@RequestMapping(ProjectionController.ADMIN)
class ProjectionController {

    static final String ADMIN = "/api/v1/admin";

    private final Processors processors;
    private final Nodes nodes;

    ProjectionController(Processors processors, Nodes nodes) {
        this.processors = processors;
        this.nodes = nodes;
    }

    @Contract(
            id = "listProjections",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "List the projections",
            description = "Whichever nodes run them.",
            data = ProjectionView.class,
            shape = Shape.LIST)
    @GetMapping("/projections")
    Answer<List<ProjectionView>> projections() {
        return Answer.of(processors.all());
    }

    @Contract(
            id = "listNodes",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "See which node runs what",
            description = "A node that was not seen for five seconds is not listed.",
            data = NodeView.class,
            shape = Shape.LIST)
    @GetMapping("/nodes")
    Answer<List<NodeView>> nodes() {
        return Answer.of(nodes.all());
    }

    @Contract(
            id = "pauseProjection",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Have all nodes let go of a projection",
            description = "Within two seconds, and until it is resumed; its view is read as it is.",
            data = ProjectionView.class,
            status = {202},
            refuses = {ProblemCode.NOT_FOUND})
    @PostMapping("/projections/{name}/pause")
    ResponseEntity<Answer<ProjectionView>> pause(@PathVariable String name) {
        processors.pause(name, true);
        return accepted(name);
    }

    @Contract(
            id = "resumeProjection",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Have a projection go on that was paused",
            description = "Within two seconds.",
            data = ProjectionView.class,
            status = {202},
            refuses = {ProblemCode.NOT_FOUND})
    @PostMapping("/projections/{name}/resume")
    ResponseEntity<Answer<ProjectionView>> resume(@PathVariable String name) {
        processors.pause(name, false);
        return accepted(name);
    }

    @Contract(
            id = "splitProjection",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Run a projection in twice as many segments",
            description = "Up to 16, shared out to the nodes. It stands still for some seconds meanwhile.",
            data = ProjectionView.class,
            status = {202},
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.INVALID_STATE})
    @PostMapping("/projections/{name}/split")
    ResponseEntity<Answer<ProjectionView>> split(@PathVariable String name) {
        processors.divide(name, true);
        return accepted(name);
    }

    @Contract(
            id = "mergeProjection",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Run a projection in half as many segments",
            description = "It stands still for some seconds meanwhile.",
            data = ProjectionView.class,
            status = {202},
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.INVALID_STATE})
    @PostMapping("/projections/{name}/merge")
    ResponseEntity<Answer<ProjectionView>> merge(@PathVariable String name) {
        processors.divide(name, false);
        return accepted(name);
    }

    private ResponseEntity<Answer<ProjectionView>> accepted(String projection) {
        return ResponseEntity.accepted().body(Answer.of(processors.find(projection)));
    }
}
