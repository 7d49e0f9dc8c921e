package dev.scratchy.shared.subscription;

import java.sql.Connection;
import java.util.concurrent.CountDownLatch;

/** A process that appends, does not commit, and waits for its end. */
final class KilledAppender {

    static final String APPENDED = "appended by";

    private KilledAppender() {}

    public static void main(String[] arguments) throws Exception {
        try (var node = new LogNode(arguments[0], arguments[1], 2);
                Connection session = Sessions.begin(node)) {
            Sessions.insert(session, 1);
            System.out.println(APPENDED + " " + Sessions.process(session));
            new CountDownLatch(1).await();
        }
    }
}
