package dev.shmfit.web;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Int8Array;

/** A file as the page's worker has it: read piece by piece, so that a log may be larger than the memory. */
public interface PageFile extends JSObject {
    /** With the directories that were dropped with it. */
    @JSProperty
    String getName();

    /** The bytes from an offset on, at most so many; none at the end. */
    Int8Array read(double offset, int most);
}
