package dev.shmfit.reports.text;

/** What a colour means; the codes are the terminal's own sixteen, so that its theme decides how they look. */
enum Paint {
    NONE(""),
    STRONG("1"),
    QUIET("2"),
    GOOD("32"),
    BAD("31"),
    CAUTION("33"),
    FAR("34"),
    BROKEN("35"),
    GOOD_STRONG("1;32"),
    BAD_STRONG("1;31"),
    CAUTION_STRONG("1;33");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    String on(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
