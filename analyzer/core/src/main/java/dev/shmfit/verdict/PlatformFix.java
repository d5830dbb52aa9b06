package dev.shmfit.verdict;

import dev.shmfit.text.Text;

/**
 * A change to copy, for one platform.
 *
 * @param brief the same in one line, for a list of platforms
 * @param snippet what to write or run; well-formed in the platform's own syntax, explanations as its comments
 * @param verify the command that shows that the change has taken effect, with what it must print
 */
public record PlatformFix(Platform platform, Text brief, Text snippet, Text verify) {
    /** A change that its first command sums up. */
    public PlatformFix(Platform platform, Text snippet, Text verify) {
        this(platform, Text.verbatim(firstCommand(snippet.english())), snippet, verify);
    }

    /** Strings that are the same in every language. */
    public PlatformFix(Platform platform, String snippet, String verify) {
        this(platform, Text.verbatim(snippet), Text.verbatim(verify));
    }

    private static String firstCommand(String snippet) {
        for (String line : snippet.split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("# ")) {
                return line.strip();
            }
        }
        return "";
    }
}
