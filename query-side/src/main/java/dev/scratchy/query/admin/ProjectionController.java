package dev.scratchy.query.admin;

import dev.scratchy.query.replay.Processors;
import dev.scratchy.query.replay.Progress;
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
    private final Replays replays;

    ProjectionController(Processors processors, Replays replays) {
        this.processors = processors;
        this.replays = replays;
    }

    @Contract(
            id = "listProjections",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "List the projections",
            description = "As the node sees them that answers.",
            data = ProjectionView.class,
            shape = Shape.LIST)
    @GetMapping("/projections")
    Answer<List<ProjectionView>> projections() {
        // The head first: a projection may be ahead of it by the time it is looked at, but never seems to lag when it
        // does not.
        long head = processors.head();
        return Answer.of(processors.names().stream()
                .map(name -> view(name, processors.progress(name), head))
                .toList());
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

    private static ProjectionView view(String name, Progress progress, long head) {
        return new ProjectionView(
                name,
                ProjectionView.State.of(progress),
                progress.position(),
                head,
                Math.max(0, head - progress.position()),
                progress.error());
    }
}
