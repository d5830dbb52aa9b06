package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code verify} answers the same, however the log was stored. That a reversed or flattened log says the same, core shows. */
class VerifyFormsTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root", "../.."));
    private static final Path A6000 = ROOT.resolve("fixtures/captures/labelled/a6000_x4_intel_2socket__all_shm");
    private static final Path L4 = ROOT.resolve("fixtures/cases/l4-x2-cns");

    /** How a log is stored. */
    enum Form {
        UTF_8_WITH_MARK,
        UTF_16_LE,
        UTF_16_BE,
        UTF_16_WITHOUT_MARK,
        GZIP,
        GZIP_OF_UTF_16,
        CRLF,
        NUL_BYTES;

        byte[] of(String text) throws IOException {
            return switch (this) {
                case UTF_8_WITH_MARK -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
                case UTF_16_LE -> utf16(text, StandardCharsets.UTF_16LE);
                case UTF_16_BE -> utf16(text, StandardCharsets.UTF_16BE);
                case UTF_16_WITHOUT_MARK -> text.getBytes(StandardCharsets.UTF_16LE);
                case GZIP -> packed(text.getBytes(StandardCharsets.UTF_8));
                case GZIP_OF_UTF_16 -> packed(utf16(text, StandardCharsets.UTF_16LE));
                case CRLF -> text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
                case NUL_BYTES -> ("\0".repeat(300) + text.replace("\n", "\0\0\n")).getBytes(StandardCharsets.UTF_8);
            };
        }

        private static byte[] utf16(String text, Charset charset) {
            return ("\ufeff" + text).getBytes(charset);
        }

        private static byte[] packed(byte[] bytes) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(bytes);
            }
            return packed.toByteArray();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_log_held_against_a_capture_is_answered_as_the_plain_one(Form form, @TempDir Path folder) throws IOException {
        Path log = A6000.resolve("nccl.txt");
        Path stored = Files.write(folder.resolve("nccl.txt"), form.of(Files.readString(log)));

        Ran plain = ran(log);
        Ran ran = ran(stored);

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(plain.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEqualTo(plain.out());
    }

    private static Ran ran(Path log) {
        return Shell.quiet().run("verify", A6000.resolve("topo_dump.xml").toString(), "--nccl-log", log.toString());
    }

    private static final String NICS = """
            n1:1:10 [0] NCCL INFO NCCL version 2.23.4+cuda12.4
            n1:1:10 [0] NCCL INFO ncclCommInitRank comm 0x5 rank 0 nranks 2 cudaDev 0 nvmlDev 0 busId 3d000 commId 0xa1 - Init START
            n1:2:11 [1] NCCL INFO ncclCommInitRank comm 0x6 rank 1 nranks 2 cudaDev 1 nvmlDev 1 busId 3e000 commId 0xa1 - Init START
            n1:1:10 [0] NCCL INFO Channel 00/0 : 0[0] -> 1[1] [send] via NET/IB/0
            n1:1:10 [0] NCCL INFO Channel 01/0 : 0[0] -> 1[1] [send] via NET/IB/1
            n1:1:10 [0] NCCL INFO Channel 01/0 : 0[0] -> 1[1] [send] via NET/IB/2/GDRDMA
            n1:2:11 [1] NCCL INFO Channel 00/0 : 0[0] -> 1[1] [receive] via NET/IB/0
            n1:2:11 [1] NCCL INFO Channel 01/0 : 0[0] -> 1[1] [receive] via NET/IB/1
            n1:2:11 [1] NCCL INFO Channel 00/0 : 1[1] -> 0[0] [send] via NET/IB/0
            n1:2:11 [1] NCCL INFO Channel 01/0 : 1[1] -> 0[0] [send] via NET/IB/1
            """;

    @Test
    void a_pair_over_several_nics_counts_once() {
        Ran alone = Shell.with(NICS).run("verify", "--nccl-log", "-");
        Ran held = Shell.with(NICS)
                .run(
                        "verify",
                        L4.toString(),
                        "--nccl-log",
                        "-",
                        "--env",
                        "NCCL_SHM_DISABLE=1",
                        "--env",
                        "NCCL_P2P_DISABLE=1");

        assertThat(alone.out())
                .contains("1 pair via NET/IB/0, NET/IB/1\n", "1 pair via NET/IB/0, NET/IB/1, NET/IB/2/GDRDMA");
        assertThat(held.exitCode()).as(held.err()).isZero();
        assertThat(held.out()).contains("AGREES  All 2 things", "pairs: 2 agree", "NET/IB/0 and NET/IB/1 and NET/IB/2");
    }
}
