package dev.shmfit.cli.exit;

import dev.shmfit.units.UserInput;

/** What the user can state, by the options of the command line. */
public final class OptionNames implements UserInput.Names {
    @Override
    public String of(UserInput input) {
        return switch (input) {
            case NCCL_VERSION -> "--nccl";
            case EVERY_NCCL_VERSION -> "--nccl all";
            case FACT -> "--assume";
            case GPUS -> "--gpus";
            case SETTING -> "--env";
            case RANKS -> "--ranks";
            case GROUP -> "--group";
            case OTHER_TENANT -> "--other NAME=SIZE";
            case SHM_SIZE -> "--shm-size";
            case LOADER -> "--loader";
            case TIMEOUT -> "--timeout";
            case NCCL_XML -> "--nccl-xml";
            case TOPO_TABLE -> "--topo-m";
            case HOST_CAPTURE -> "analyze --host";
            case STALE_FILES -> "shmfit shm --stale";
            case REMOVE_STALE_FILES -> "shmfit shm --clean";
            case ALONE -> "--alone";
            case ANALYSIS_WITH_LOADERS -> "shmfit analyze CAPTURE --loader …";
        };
    }
}
