package dev.scratchy.query.cache;

import io.lettuce.core.KillArgs;
import java.io.IOException;
import java.util.Random;

/** What happens to Redis and to the nodes while they are checked. */
enum Fault {

    /** It hangs, shorter or longer than anybody waits for it, and then does what it was told meanwhile. */
    REDIS_HANGS {
        @Override
        void strike(CheckedSystem system, Random random) throws InterruptedException {
            hang(system.redis().process(), 50 + random.nextInt(450));
        }
    },

    REDIS_IS_KILLED {
        @Override
        void strike(CheckedSystem system, Random random) throws InterruptedException {
            system.redis().kill();
            Thread.sleep(random.nextInt(300));
            system.redis().restart();
        }
    },

    EVERYTHING_IS_FLUSHED {
        @Override
        void strike(CheckedSystem system, Random random) {
            system.redis().ask(redis -> redis.flushall());
        }
    },

    INVALIDATIONS_ARE_DELETED {
        @Override
        void strike(CheckedSystem system, Random random) {
            system.redis().ask(redis -> redis.del("{c}inv"));
        }
    },

    CONNECTIONS_ARE_CUT {
        @Override
        void strike(CheckedSystem system, Random random) {
            system.redis()
                    .ask(redis -> redis.clientKill(KillArgs.Builder.typeNormal().skipme()));
        }
    },

    NODE_HANGS {
        @Override
        void strike(CheckedSystem system, Random random) throws InterruptedException {
            hang(system.node(random), 50 + random.nextInt(450));
        }
    },

    NODE_IS_KILLED {
        @Override
        void strike(CheckedSystem system, Random random) throws IOException, InterruptedException {
            system.replaceNode(random);
        }
    };

    abstract void strike(CheckedSystem system, Random random) throws IOException, InterruptedException;

    private static void hang(Process process, long millis) throws InterruptedException {
        Signals.stop(process);
        try {
            Thread.sleep(millis);
        } finally {
            Signals.goOn(process);
        }
    }
}
