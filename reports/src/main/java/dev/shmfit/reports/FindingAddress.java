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

    /** The page of a finding, for formats that take absolute addresses. */
    public static String absolute(String id) {
        return HOME + "findings/" + id + ".html";
    }

    /** The page of a rule by which manifests are judged. */
    public static String ofManifestRule(String id) {
        return HOME + "lint/" + id + ".html";
    }
}
