package dev.shmfit.house.sample.cli.options;

import dev.shmfit.house.sample.cli.commands.SeesTheFrame;

/** An option that knows which command has it. */
public final class AsksACommand {
    /** The command. */
    public final SeesTheFrame command = new SeesTheFrame();
}
