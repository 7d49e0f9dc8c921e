package dev.scratchy.query.admin;

import dev.scratchy.query.nodes.NodeView;
import dev.scratchy.query.nodes.Nodes;
import dev.scratchy.query.nodes.Processors;
import dev.scratchy.query.nodes.ProjectionView;
import dev.scratchy.query.replay.Replay;
import dev.scratchy.query.replay.Replays;
import dev.scratchy.shared.identity.ReplayId;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Answer;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The projections and their replays. */
@RestController
@RequestMapping(ProjectionController.ADMIN)
class ProjectionController {

    static final String ADMIN = "/api/v1/admin";

    private final Processors processors;
    private final Nodes nodes;
    private final Replays replays;

    ProjectionController(Processors processors, Nodes nodes, Replays replays) {
        this.processors = processors;
        this.nodes = nodes;
        this.replays = replays;
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

    @Contract(
            id = "startReplay",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Build a projection anew",
            description =
                    "From the first event on, beside the view that is in use, whose place the new one takes in the end.",
            data = Replay.class,
            status = {202},
            located = 202,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.REPLAY_RUNNING, ProblemCode.INVALID_STATE})
    @PostMapping("/projections/{name}/replay")
    ResponseEntity<Answer<Replay>> replay(@PathVariable String name) {
        Replay begun = replays.start(name);
        return ResponseEntity.accepted()
                .location(URI.create(ADMIN + "/replays/" + begun.id()))
                .body(Answer.of(begun));
    }

    @Contract(
            id = "getReplay",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "See how far a replay is",
            description = "Whichever node carries it out. 100 percent means that the new view is in use.",
            data = Replay.class,
            refuses = {ProblemCode.NOT_FOUND})
    @GetMapping("/replays/{id}")
    Answer<Replay> replay(@PathVariable ReplayId id) {
        return Answer.of(replays.find(id));
    }

    @Contract(
            id = "cancelReplay",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "End a replay without a trace",
            description = "The view in use stays as it is. The answer may come before the replay has ended.",
            data = Replay.class,
            status = {202},
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.INVALID_STATE})
    @DeleteMapping("/replays/{id}")
    ResponseEntity<Answer<Replay>> cancel(@PathVariable ReplayId id) {
        return ResponseEntity.accepted().body(Answer.of(replays.cancel(id)));
    }

    @Contract(
            id = "listReplays",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "List the last replays",
            description = "The last hundred, the latest first, of all projections or of one.",
            data = Replay.class,
            shape = Shape.LIST)
    @GetMapping("/replays")
    Answer<List<Replay>> replays(@RequestParam(required = false) @Nullable String projection) {
        return Answer.of(replays.latest(projection));
    }
}
