package dev.scratchy.benchmarks.stock;

import dev.scratchy.benchmarks.stock.PostTable.PostSummary;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Creates and lists posts, for anybody. */
@RestController
@RequestMapping("/api/v1/posts")
class PostController {

    private final CommandGateway commands;
    private final PostTable table;

    PostController(CommandGateway commands, PostTable table) {
        this.commands = commands;
        this.table = table;
    }

    /** What is asked for. */
    record CreateRequest(String title, String content) {}

    /** What came of it. */
    record Created(String id) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@RequestBody CreateRequest request) {
        String id = UUID.randomUUID().toString();
        commands.sendAndWait(new CreatePost(id, request.title(), request.content()));
        return new Created(id);
    }

    @GetMapping
    List<PostSummary> page() {
        return table.page();
    }
}
