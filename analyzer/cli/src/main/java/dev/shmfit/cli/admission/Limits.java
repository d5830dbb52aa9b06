package dev.shmfit.cli.admission;

import java.time.Duration;

/**
 * What a request may cost.
 *
 * @param body bytes of one body at the most
 * @param bodies bytes of all bodies at once, no less than {@code body}
 * @param answer time in which a review is judged; then it fails open or closed
 * @param send time in which a client has to send its request
 * @param drain time for which the server goes on answering once it is told to end
 */
public record Limits(long body, long bodies, Duration answer, Duration send, Duration drain) {
    public Limits {
        if (body < 1 || bodies < body) {
            throw new IllegalArgumentException("bodies of " + body + " bytes, " + bodies + " in all");
        }
    }
}
