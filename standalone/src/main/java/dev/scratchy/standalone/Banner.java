package dev.scratchy.standalone;

import dev.scratchy.standalone.servers.EmbeddedServers;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Says at the end of the start what runs where, and what to try first. */
final class Banner implements ApplicationListener<ApplicationReadyEvent> {

    private final EmbeddedServers servers;

    Banner(EmbeddedServers servers) {
        this.servers = servers;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        System.out.printf(
                """

                    Scratchy is ready: http://localhost:%1$s

                      PostgreSQL  %2$s
                      Redis       %3$s
                      data        %4$s

                    Try it:

                      TOKEN=$(curl -s localhost:%1$s/dev/tokens -H 'content-type: application/json' -d '{"username":"ada","roles":["author"]}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
                      curl -s localhost:%1$s/api/v1/posts -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '{"title":"Hello, log","content":"My first *post*."}'
                      curl -s "localhost:%1$s/api/v1/posts?status=draft" -H "authorization: Bearer $TOKEN"

                    Ctrl-C stops everything.
                    """,
                ready.getApplicationContext().getEnvironment().getProperty("local.server.port"),
                servers.database(),
                servers.redis(),
                servers.data().toAbsolutePath().normalize());
    }
}
