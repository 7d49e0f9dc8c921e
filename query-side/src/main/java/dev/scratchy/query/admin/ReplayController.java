package dev.scratchy.query.admin;

import dev.scratchy.query.live.Sight;
import dev.scratchy.query.live.Streams;
import dev.scratchy.query.replay.Replay;
import dev.scratchy.query.replay.Replays;
import dev.scratchy.shared.identity.ReplayId;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Replays of projections. */
@RestController
@RequestMapping(ProjectionController.ADMIN)
class ReplayController {

    private final Replays replays;
    private final Streams streams;
    private final JsonMapper json;

    ReplayController(Replays replays, Streams streams, JsonMapper json) {
        this.replays = replays;
        this.streams = streams;
        this.json = json;
    }

    @Contract(
            id = "startReplay",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Build a projection anew",
            description =
                    "From the first event on, beside the view that is in use, whose place the new one takes in the end."
                            + " With `mode=verify` it is compared with that instead, and dropped.",
            data = Replay.class,
            status = {202},
            located = 202,
            refuses = {
                ProblemCode.NOT_FOUND,
                ProblemCode.REPLAY_RUNNING,
                ProblemCode.INVALID_STATE,
                ProblemCode.VALIDATION_FAILED
            })
    @PostMapping("/projections/{name}/replay")
    ResponseEntity<Answer<Replay>> start(
            @PathVariable String name, @RequestParam(defaultValue = "replay") String mode) {
        Replay begun = replays.start(name, mode(mode));
        return ResponseEntity.accepted()
                .location(URI.create(ProjectionController.ADMIN + "/replays/" + begun.id()))
                .body(Answer.of(begun));
    }

    @Contract(
            id = "getReplay",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "See how far a replay is",
            description = "Whichever node carries it out. 100 percent means that the new view is in use, or compared.",
            data = Replay.class,
            refuses = {ProblemCode.NOT_FOUND})
    @GetMapping("/replays/{id}")
    Answer<Replay> replay(@PathVariable ReplayId id) {
        return Answer.of(replays.find(id));
    }

    @Contract(
            id = "followReplay",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "Follow a replay",
            description =
                    "Server-sent events, each with the replay as JSON: how it stands, and whenever that changes, at"
                            + " most four times a second. Ends when the replay has ended, or when the token expires.",
            data = Replay.class,
            shape = Shape.EVENTS,
            refuses = {ProblemCode.NOT_FOUND})
    @GetMapping(path = "/replays/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void follow(@PathVariable ReplayId id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        streams.watch(() -> sight(replays.find(id)), request, response);
    }

    private Sight sight(Replay replay) {
        return new Sight(json.writeValueAsString(replay), replay.state() != Replay.State.RUNNING);
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
            shape = Shape.LIST,
            refuses = {ProblemCode.VALIDATION_FAILED})
    @GetMapping("/replays")
    Answer<List<Replay>> replays(@RequestParam(required = false) @Nullable String projection) {
        return Answer.of(replays.latest(projection));
    }

    private static Replay.Mode mode(String text) {
        return switch (text) {
            case "replay" -> Replay.Mode.REPLAY;
            case "verify" -> Replay.Mode.VERIFY;
            default -> throw new Invalid("mode", "must be replay or verify");
        };
    }
}
