package dev.shmfit.cli;

import java.util.ArrayList;
import java.util.List;

/** Names that a regular expression matches, one at least for each alternative: of the expressions that name files. */
final class NamesOfForm {
    private static final int SOME = 8;

    private final String form;
    private int at;

    private NamesOfForm(String form) {
        this.form = form;
    }

    static List<String> of(String form) {
        NamesOfForm names = new NamesOfForm(form);
        List<String> all = names.alternatives();
        if (names.at != form.length()) {
            throw new IllegalArgumentException(form + " at " + names.at);
        }
        return all;
    }

    private List<String> alternatives() {
        List<String> all = new ArrayList<>(sequence());
        while (at < form.length() && form.charAt(at) == '|') {
            at++;
            all.addAll(sequence());
        }
        return all;
    }

    private List<String> sequence() {
        List<String> all = List.of("");
        while (at < form.length() && form.charAt(at) != '|' && form.charAt(at) != ')') {
            List<String> piece = repeated(piece());
            List<String> longer = new ArrayList<>();
            all.forEach(start -> piece.forEach(end -> longer.add(start + end)));
            all = longer;
        }
        return all;
    }

    private List<String> piece() {
        char c = form.charAt(at++);
        if (c == '(') {
            at = form.startsWith("?:", at) ? at + 2 : form.startsWith("?<", at) ? form.indexOf('>', at) + 1 : at;
            List<String> inner = alternatives();
            at++;
            return inner;
        }
        if (c == '[') {
            int end = form.indexOf(']', at);
            String first = form.substring(at, at + 1);
            at = end + 1;
            return List.of(first);
        }
        if (c == '\\') {
            char kind = form.charAt(at++);
            return List.of(kind == 'd' ? "7" : kind == 'w' ? "x" : String.valueOf(kind));
        }
        return List.of(c == '.' ? "7" : String.valueOf(c));
    }

    private List<String> repeated(List<String> piece) {
        if (at >= form.length()) {
            return piece;
        }
        char c = form.charAt(at);
        if (c == '{') {
            int times = Integer.parseInt(form.substring(at + 1, form.indexOf('}', at)), 10);
            at = form.indexOf('}', at) + 1;
            return piece.stream().map(p -> p.repeat(times)).toList();
        }
        if (c == '+' || c == '*') {
            at++;
            return piece.stream().map(p -> p.repeat(SOME)).toList();
        }
        if (c == '?') {
            at++;
            List<String> both = new ArrayList<>(piece);
            both.add("");
            return both;
        }
        return piece;
    }
}
