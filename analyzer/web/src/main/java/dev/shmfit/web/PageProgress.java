package dev.shmfit.web;

import org.teavm.jso.JSObject;

/** Who shows how far a long answer is. */
public interface PageProgress extends JSObject {
    /** So many of all steps are done. */
    void told(double done, double all);
}
