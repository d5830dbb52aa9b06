package dev.shmfit.house.sample.cli.commands;

import dev.shmfit.house.sample.cli.Frame;

/** A command that knows what stands around it. */
public final class SeesTheFrame {
    /** The frame. */
    public final Frame frame = new Frame();
}
