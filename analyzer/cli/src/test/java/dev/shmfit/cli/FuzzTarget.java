package dev.shmfit.cli;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.workload.MalformedWorkload;
import dev.shmfit.cli.workload.WorkloadText;
import dev.shmfit.explain.Diagnostician;
import dev.shmfit.explain.TextSplitter;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.log.LineSplitter;
import dev.shmfit.log.NcclLogReader;
import dev.shmfit.parse.file.NcclXmlParser;
import dev.shmfit.parse.file.ShmFilesParser;
import dev.shmfit.parse.file.ShmMountParser;
import dev.shmfit.parse.file.ShmSpaceParser;
import dev.shmfit.parse.file.SmiQueryParser;
import dev.shmfit.parse.table.SmiP2pParser;
import dev.shmfit.parse.table.SmiTopoParser;
import dev.shmfit.probes.format.CaptureReader;
import dev.shmfit.probes.format.UnreadableInput;
import dev.shmfit.probes.redact.LogRedactor;
import dev.shmfit.topology.MatrixTopologyBuilder;
import dev.shmfit.topology.TopologyAssumptions;
import dev.shmfit.topology.XmlTopologyBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The readers of what strangers wrote, each to be given any bytes. Its part of the bargain: it answers, or says in the way
 * that is documented for it that the input is wrong. Anything else that is thrown is a bug, and so is an answer that takes
 * more time than the input is long.
 */
enum FuzzTarget {
    /** {@code shmfit verify --nccl-log}. */
    NCCL_LOG {
        @Override
        void take(byte[] input) {
            NcclLogReader reader = new NcclLogReader();
            reader.open("job.log");
            LineSplitter lines = new LineSplitter(reader);
            lines.accept(input, input.length);
            lines.finish();
            reader.finish();
        }
    },

    /** {@code shmfit explain}, with what stands in logs beside failures: ls, df, limits. */
    EXPLAIN {
        @Override
        void take(byte[] input) {
            Diagnostician reader = new Diagnostician();
            TextSplitter lines = new TextSplitter(reader);
            lines.accept(input, input.length);
            lines.finish();
            reader.diagnosis();
        }
    },

    /** {@code shmfit explain --redact}. */
    REDACT {
        @Override
        void take(byte[] input) {
            LogRedactor.of(text(input));
        }
    },

    /** The table, and the nodes that it allows. */
    TOPO_MATRIX {
        @Override
        void take(byte[] input) {
            if (SmiTopoParser.parse(text(input), "nvidia-smi-topo-m.txt").value()
                    instanceof SmiOutput.Tables<SmiTopoMatrix> found) {
                found.tables().forEach(t -> MatrixTopologyBuilder.candidates(t, TopologyAssumptions.NONE));
            }
        }
    },

    P2P_MATRIX {
        @Override
        void take(byte[] input) {
            SmiP2pParser.parse(text(input), "nvidia-smi-topo-p2p-r.txt");
        }
    },

    /** The file, and the node in it. */
    NCCL_XML {
        @Override
        void take(byte[] input) {
            if (NcclXmlParser.parse("nccl-topology.xml", text(input)) instanceof NcclXmlParser.Result.Topology found) {
                XmlTopologyBuilder.build(found.xml());
            }
        }
    },

    SMI_XML {
        @Override
        void take(byte[] input) {
            SmiQueryParser.parse(text(input), "nvidia-smi-q.xml");
        }
    },

    /** Workload files, YAML or JSON. */
    WORKLOAD {
        @Override
        void take(byte[] input) {
            try {
                WorkloadText.parse("job.yaml", text(input));
            } catch (MalformedWorkload e) {
                seen(e);
            }
        }
    },

    /** What {@code analyze} takes: an archive, plain or packed, or a single text. */
    CAPTURE {
        @Override
        void take(byte[] input) {
            try {
                CaptureReader.open(new ByteArrayInputStream(input), "capture.tar.gz");
            } catch (UnreadableInput e) {
                seen(e);
            }
        }
    },

    /** Listings and mounts of /dev/shm. */
    SHM_LISTS {
        @Override
        void take(byte[] input) {
            ShmFilesParser.parse(text(input), "shm-files.txt");
            ShmSpaceParser.parse(text(input), "shm-df.txt");
            ShmMountParser.parse(text(input), "mountinfo.txt");
        }
    },

    /** From a text to the report, for two ranks: it is the way from end to end that is tried, not NCCL's search. */
    ANALYZE {
        @Override
        void take(byte[] input) {
            List<String> command = new ArrayList<>(List.of("analyze", "-", "--nccl", "2.21.5", "--ranks", "2"));
            if (!text(input).contains("<")) {
                // A table leaves much open, and each node that is possible is forecast: a campaign would stay at its
                // seeds.
                command.addAll(SETTLED);
            }
            Ran ran = Shell.with(input).run(command.toArray(new String[0]));
            if (ran.exitCode() == ExitCode.BUG) {
                throw new AssertionError(ran.err());
            }
        }
    };

    private static final List<String> SETTLED = List.of(
            "--assume=cpu=intel:skylake",
            "--assume=pcie=gen4x16",
            "--assume=compute-capability=8.0",
            "--assume=cuda-driver=12.8",
            "--assume=cap-sys-nice=true",
            "--assume=multicast=false",
            "--assume=p2p=ok");

    abstract void take(byte[] input);

    /** As directories and options name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FuzzTarget of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /** The documented answer to a wrong input has a message. */
    private static void seen(RuntimeException e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
            throw new AssertionError("an input is refused without a word", e);
        }
    }
}
