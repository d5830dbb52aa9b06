package dev.shmfit.cli.commands;

import dev.shmfit.explain.Diagnosis;
import dev.shmfit.explain.Diagnostician;
import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Signal;
import java.util.List;
import java.util.Optional;

/** A message in place of a file: the text itself, an exit code, the name of a signal or of an error. */
final class PastedMessage {
    /** What it is called in reports. */
    static final String NAME = "the message";

    private PastedMessage() {}

    /** What it says; empty where it is one word that says nothing, such as a file that is not there. */
    static Optional<Diagnosis> of(String text) {
        Diagnosis diagnosis = read(List.of(text.split("\r\n|[\n-\r\u0085\u2028\u2029]", -1)));
        if (diagnosis.recognised()) {
            return Optional.of(diagnosis);
        }
        Optional<String> meant = meant(text.strip());
        if (meant.isPresent()) {
            return Optional.of(read(List.of(meant.get())));
        }
        boolean sentence = text.strip().indexOf(' ') > 0 || text.indexOf('\n') >= 0;
        return sentence ? Optional.of(diagnosis) : Optional.empty();
    }

    private static Diagnosis read(List<String> lines) {
        Diagnostician reader = new Diagnostician();
        lines.forEach(reader::line);
        return reader.diagnosis();
    }

    /** One word as the sentence that it stands for. */
    private static Optional<String> meant(String word) {
        boolean number = word.matches("-?\\d{1,3}");
        if (number) {
            return Signal.ofStatus(Long.parseLong(word, 10)).map(s -> "exit code " + word);
        }
        return Signal.of(word)
                .map(s -> "killed by " + s.spelled())
                .or(() -> Errno.of(word).map(e -> "error: " + e.text()));
    }
}
