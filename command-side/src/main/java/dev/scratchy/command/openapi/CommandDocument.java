package dev.scratchy.command.openapi;

import dev.scratchy.shared.openapi.Documents;
import dev.scratchy.shared.openapi.Term;
import dev.scratchy.shared.openapi.Terms;
import java.util.List;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommandDocument {

    @Bean
    GroupedOpenApi commandSideDocument() {
        return Documents.of("command-side", "dev.scratchy.command");
    }

    @Bean
    Terms wordsOfCommands() {
        return () -> List.of(
                new Term("NewPost", "A draft to be.", ""),
                new Term("WholePost", "A post as it is to be.", ""),
                new Term("PostChanges", "The parts of a post that are to be others.", ""),
                new Term("Publication", "When it is published.", ""),
                new Term(
                        "Publication.publishedAt",
                        "Not in the future, and not before the year 1; now when absent.",
                        "2026-01-31T12:00:00Z"),
                new Term("NewUser", "An account to be.", ""),
                new Term("UserChanges", "The parts of an account that are to be others.", ""),
                Term.text("UserChanges.email", "Empty to have none.", "ada@example.org", 0, 254),
                new Term("Accepted", "What a command was carried out on.", ""));
    }
}
