package dev.shmfit.reports;

/** Where the documentation tells more of a finding. */
public final class FindingAddress {
    /** Where the documentation is read. */
    private static final String HOME = "https://shmfit.dev/";

    private FindingAddress() {}

    /** In the documentation. */
    public static String of(String id) {
        return "docs/findings.md#" + id;
    }

    /** As an absolute address, for formats that take no other. */
    public static String absolute(String id) {
        return HOME + of(id);
    }
}
