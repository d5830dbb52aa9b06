package dev.shmfit.explain.statement;

import dev.shmfit.text.Text;
import java.util.List;

/**
 * Where a process was.
 *
 * @param where its first and last line
 * @param origin who wrote it: {@code gdb}, {@code glibc}, {@code UCX}, {@code glog}, {@code torch}, {@code boost},
 *     {@code java}, {@code faulthandler}, {@code traceback}
 * @param frames innermost first; of a long stack the innermost and the outermost
 */
public record Stack(Statement.Where where, String origin, List<Frame> frames) {
    public Stack {
        frames = List.copyOf(frames);
    }

    /**
     * A frame.
     *
     * @param function its name; empty where the text has only an address
     * @param module the library or source file; empty where the text does not say
     */
    public record Frame(String function, String module) {
        /** For people. */
        public Text shown() {
            String file = module.substring(module.lastIndexOf('/') + 1);
            if (function.isEmpty() || file.isEmpty()) {
                return Text.verbatim(function + file);
            }
            return Text.of("cause/function-in", "function", function, "module", file);
        }
    }
}
