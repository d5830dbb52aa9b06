package dev.shmfit.probes.redact;

import java.util.List;
import java.util.Set;

/** Something that is looked for in a line, and what every line that holds it has: most lines have none of it. */
interface Sought {
    /** Of which one, in small letters, is in every such line. */
    List<String> hints();

    /** Or of which one is: a line with neither hint nor shape does not hold it. */
    Set<Shape> shapes();
}
