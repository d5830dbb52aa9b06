package dev.shmfit.cli.admission;

import java.time.Duration;

/**
 * Settings of the JDK's HTTP server, which reads them as system properties when it is first used. What whoever started
 * Java has set stays.
 */
final class ServerSettings {
    private ServerSettings() {}

    /** @param send time in which a request has to arrive */
    static void apply(Duration send) {
        String seconds = Long.toString(Math.max(1, send.toSeconds()));
        keep("sun.net.httpserver.maxReqTime", seconds);
        keep("sun.net.httpserver.maxRspTime", seconds);
        // Without it an answer of two pieces waits for the acknowledgement of the first, 40 ms.
        keep("sun.net.httpserver.nodelay", "true");
        // What is left of a refused body is read up to here, so that the client gets to read why.
        keep("sun.net.httpserver.drainAmount", Integer.toString(16 << 20));
        keep("sun.net.httpserver.maxReqHeaders", "100");
        // An API server drops a connection that was idle for 90 s. If this side did so first, or kept too few, a review
        // could be sent into a connection that is just being closed, and be lost.
        keep("sun.net.httpserver.idleInterval", "120");
        keep("sun.net.httpserver.maxIdleConnections", "4096");
    }

    private static void keep(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
