package dev.shmfit.facts;

/**
 * A file that a capture was to hold and does not.
 *
 * @param item its name
 * @param reason what a decision may rest on
 * @param why the sentence for people
 */
public record Missing(String item, Absence reason, String why) {}
