package dev.scratchy.shared.axon;

import org.axonframework.config.Configuration;
import org.springframework.context.SmartLifecycle;

final class AxonLifecycle implements SmartLifecycle {

    private final Configuration axon;
    private volatile boolean running;

    AxonLifecycle(Configuration axon) {
        this.axon = axon;
    }

    @Override
    public void start() {
        axon.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        axon.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the web server and stops after it; and stops before Redis' client (phase 0), which projections still need. */
    @Override
    public int getPhase() {
        return 1;
    }
}
