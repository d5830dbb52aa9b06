package dev.shmfit.web;

import java.util.List;

/**
 * What the page shows beside the report itself.
 *
 * @param exit the exit code with which the command line ends
 * @param message the answer in a sentence, or what is wrong
 * @param formats in which the result can be had; none where there is no result
 * @param recognised what stands where in the texts
 * @param notes what was not understood, with its place
 */
public record Answer(int exit, Said message, List<String> formats, List<Recognised> recognised, List<String> notes) {
    public Answer {
        formats = List.copyOf(formats);
        recognised = List.copyOf(recognised);
        notes = List.copyOf(notes);
    }

    static Answer of(int exit, Said message) {
        return new Answer(exit, message, List.of(), List.of(), List.of());
    }

    /**
     * A part of a text.
     *
     * @param file that holds it
     * @param lines such as {@code lines 3-14}
     * @param what it is
     * @param used whether the answer rests on it
     */
    public record Recognised(String file, String lines, String what, boolean used) {}
}
