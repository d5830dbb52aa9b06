/** The whole of shmfit as one module, so that it becomes part of the runtime and of its class-data archive. */
module dev.shmfit {
    requires java.xml;
    requires jdk.crypto.ec;
    requires jdk.httpserver;

    uses dev.shmfit.units.UserInput.Names;

    provides dev.shmfit.units.UserInput.Names with
            dev.shmfit.cli.exit.OptionNames;
}
