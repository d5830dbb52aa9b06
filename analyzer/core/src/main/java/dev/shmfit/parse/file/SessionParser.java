package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Session;
import dev.shmfit.facts.SourceRef;

/**
 * Reads what {@code platform.txt} says about the user and about logind, which may delete the user's shared memory.
 *
 * <pre>{@code
 * uid=1000
 * logind=yes
 * remove_ipc=
 * linger=no
 * }</pre>
 */
final class SessionParser {
    /** Below this number users are services, which logind leaves alone (logind.conf(5), RemoveIPC). */
    private static final int FIRST_PERSON = 1000;

    private SessionParser() {}

    static Session parse(KeyValues values, String item) {
        Reading<Long> user = values.number("uid");
        return new Session(user, removesIpc(values, user, item));
    }

    /** The default is yes; services are spared, and users who linger. */
    private static Reading<Boolean> removesIpc(KeyValues values, Reading<Long> user, String item) {
        boolean logind =
                values.text("logind").asOptional().filter("yes"::equals).isPresent();
        if (!logind || !user.isKnown()) {
            return Reading.absent("there is no logind here, as far as is known");
        }
        Reading<String> stated = values.text("remove_ipc");
        boolean off = stated.asOptional()
                .filter(v -> v.matches("(?i)no|n|false|f|off|0"))
                .isPresent();
        boolean lingers =
                values.text("linger").asOptional().filter("yes"::equals).isPresent();
        boolean spared = lingers || user.asOptional().orElse(0L) < FIRST_PERSON;
        SourceRef source = stated instanceof Reading.Known<String> k ? k.source() : SourceRef.of(item);
        return Reading.known(!off && !spared, source);
    }
}
