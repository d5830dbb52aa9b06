package dev.shmfit.verdict;

import java.util.Locale;

/** Who can change it? A job that asks for too little is never the node's fault. */
public enum Owner {
    /** Whoever writes the job or starts the container. */
    JOB,
    /** Whoever builds the image. */
    IMAGE,
    /** Whoever runs the node. */
    NODE,
    /** Whoever runs the hypervisor below. */
    HYPERVISOR;

    /** The spelling in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
