package dev.shmfit.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code shmfit serve}: answers other programs. */
@Command(
        name = "serve",
        description = "Answer other programs: the API server of a Kubernetes cluster (\"shmfit serve admission\").",
        customSynopsis = "shmfit serve admission [OPTION]...",
        synopsisHeading = "",
        descriptionHeading = "%n",
        commandListHeading = "%nWhat to serve:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit serve admission --tls-cert /tls/tls.crt --tls-key /tls/tls.key",
            "  shmfit serve admission --help"
        })
public final class ServeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "serve what? admission");
    }
}
