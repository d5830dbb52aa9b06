package dev.shmfit.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The groups in a pickled dump of PyTorch's flight recorder (torch/csrc/jit/serialization/pickler.cpp, protocol 2). A text that
 * was written before is not written again: an opcode fetches it by its number. What is no text is passed over.
 */
final class PickledGroups {
    private static final String CONFIG = "pg_config";
    private static final int LONGEST = 20_000;

    private final CharSequence all;
    private final BiConsumer<String, String> out;
    private final Map<Integer, String> memo = new HashMap<>();
    private boolean config;
    private String key = "";
    private String name = "";
    private Optional<String> last = Optional.empty();
    private int at;

    private PickledGroups(CharSequence all, BiConsumer<String, String> out) {
        this.all = all;
        this.out = out;
    }

    /**
     * Reads dumps.
     *
     * @param all one character for each byte; several dumps may follow each other
     * @param out takes each group's name and its ranks, as they are written without brackets
     */
    static void read(CharSequence all, BiConsumer<String, String> out) {
        PickledGroups groups = new PickledGroups(all, out);
        while (groups.at < all.length()) {
            groups.step();
        }
    }

    private void step() {
        char opcode = all.charAt(at++);
        switch (opcode) {
            case '\u0080' -> {
                memo.clear();
                at++;
            }
            case 'X' -> text(number(4));
            case 'q' -> put(number(1));
            case 'r' -> put(number(4));
            case 'h' -> get(number(1));
            case 'j' -> get(number(4));
            case 'K' -> at++;
            case 'M' -> at += 2;
            case 'J' -> at += 4;
            case 'G' -> at += 8;
            case '\u008a' -> at += Math.max(0, number(1));
            default -> {
                // Marks, containers and what fills them.
            }
        }
    }

    /** A number of so many bytes, the lowest first; -1 where the dump ends. */
    private int number(int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            if (at >= all.length()) {
                return -1;
            }
            number |= (all.charAt(at++) & 0xff) << (8 * i);
        }
        return number;
    }

    private void text(int length) {
        if (length < 0 || length > LONGEST || at + length > all.length()) {
            return;
        }
        String text = all.subSequence(at, at + length).toString();
        at += length;
        last = Optional.of(text);
        means(text);
    }

    private void put(int number) {
        last.ifPresent(t -> memo.put(number, t));
        last = Optional.empty();
    }

    private void get(int number) {
        String text = memo.get(number);
        if (text != null) {
            means(text);
        }
    }

    private void means(String text) {
        String of = key;
        key = "";
        if (config && of.equals("desc")) {
            name = text;
        } else if (config && of.equals("ranks")) {
            ranks(text);
        } else if (text.equals(CONFIG)) {
            config = true;
        } else if (text.equals("entries") || text.equals("pg_status")) {
            config = false;
        } else {
            key = text;
        }
    }

    private void ranks(String text) {
        if (text.matches("\\[[0-9, ]*]")) {
            out.accept(name, text.substring(1, text.length() - 1).strip());
        }
        name = "";
    }
}
