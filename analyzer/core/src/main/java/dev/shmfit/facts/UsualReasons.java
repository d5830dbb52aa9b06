package dev.shmfit.facts;

/** Why readings are absent, in the words that several readers use: what is said of these is told in every language. */
public final class UsualReasons {
    /** Nobody captured what would tell. */
    public static final String NOT_IN_CAPTURE = "not in the capture";
    /** What was free says nothing about a size that is stated. */
    public static final String NOT_FOR_STATED_SIZE = "not known for the stated size";
    /** The kernel's default applies. */
    public static final String NO_SIZE_OPTION =
            "the mount has no option size; a tmpfs then takes half of the machine's RAM";

    private UsualReasons() {}
}
