package dev.scratchy.benchmarks.reference;

import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.web.Answer;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReferenceController {

    private final ReferenceTables tables;
    private final ConstantAnswer constant;
    private final SpringCache springCache;

    ReferenceController(ReferenceTables tables, ConstantAnswer constant, SpringCache springCache) {
        this.tables = tables;
        this.constant = constant;
        this.springCache = springCache;
    }

    record NewRow(String title, String content) {}

    record Inserted(String id, long version) {}

    /** Reads the same body as the creation of a post, answers the same, and in between does the least that CRUD can do. */
    @PostMapping(Reference.ROWS)
    ResponseEntity<Answer<Inserted>> insert(@RequestBody NewRow row, Caller caller) {
        String id = PostId.next().value();
        tables.insert(id, caller.signedIn().value(), row.title(), row.content());
        return ResponseEntity.created(URI.create(Reference.ROWS + "/" + id))
                .eTag("\"0\"")
                .body(Answer.of(new Inserted(id, 0)));
    }

    @GetMapping(Reference.CONSTANT)
    ResponseEntity<byte[]> constant() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag("\"0\"")
                .body(constant.body());
    }

    /** Only what was put there before: what is compared are hits. */
    @GetMapping(Reference.SPRING_CACHE + "{id}")
    ResponseEntity<byte[]> fromSpringCache(@PathVariable PostId id) {
        byte[] body = springCache.get(id.value());
        return body == null
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .eTag("\"0\"")
                        .body(body);
    }
}
