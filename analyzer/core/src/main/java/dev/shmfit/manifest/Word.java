package dev.shmfit.manifest;

/**
 * A word of a command line.
 *
 * @param text without quotes, with variables that the file itself sets filled in
 * @param at where it stands
 */
public record Word(String text, Span at) {}
