package dev.shmfit.facts;

/** Why is there no reading of a fact? Decisions rest on this, never on the sentence beside it. */
public enum Absence {
    /** Nobody asked the machine, or the answer was not handed over. */
    NOT_CAPTURED,
    /** The program that would have told is not installed. */
    NO_PROGRAM,
    /** The program that would have told did not answer in time. */
    NO_ANSWER,
    /** The machine was asked, and has no such thing. */
    NOT_THERE,
    /** What was read does not speak of it. */
    NOT_SAID
}
