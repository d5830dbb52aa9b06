package dev.shmfit.verify;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.log.NcclLog;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.text.Text;
import dev.shmfit.units.UserInput;
import dev.shmfit.verify.ComparedItem.Subject;
import dev.shmfit.verify.Verifier.Compared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What commonly is otherwise than a capture says, and leaves no line in a log. */
final class Guesses {
    private static final List<String> SETTINGS = List.of(
            "NCCL_P2P_DISABLE=1",
            "NCCL_P2P_LEVEL=SYS",
            "NCCL_P2P_LEVEL=PHB",
            "NCCL_P2P_LEVEL=PXB",
            "NCCL_P2P_LEVEL=PIX",
            "NCCL_P2P_LEVEL=NVL",
            "NCCL_SHM_DISABLE=1",
            "NCCL_IGNORE_DISABLED_P2P=1",
            "NCCL_CUMEM_ENABLE=0",
            "NCCL_CUMEM_ENABLE=1",
            "NCCL_CUMEM_HOST_ENABLE=0",
            "NCCL_SHM_USE_CUDA_MEMCPY=1",
            "NCCL_P2P_USE_CUDA_MEMCPY=1",
            "NCCL_P2P_READ_ENABLE=0",
            "NCCL_P2P_READ_ENABLE=1",
            "NCCL_P2P_DIRECT_DISABLE=1",
            "NCCL_RUNTIME_CONNECT=0",
            "NCCL_NVLS_ENABLE=0",
            "NCCL_NET_DISABLE_INTRA=1");

    /** Facts about the place that no log line tells, and what each means. */
    private static final Map<String, Text> FACTS = facts();

    private Guesses() {}

    /** Something to try. */
    record Guess(String kind, Text sentence, String option, AnalysisRequest request) {}

    private static Map<String, Text> facts() {
        Map<String, Text> all = new LinkedHashMap<>();
        all.put("hidden-devices=yes", Text.of("verify/guess-hidden-devices"));
        all.put("p2p=none", Text.of("verify/guess-p2p-none"));
        all.put("p2p=ok", Text.of("verify/guess-p2p-ok"));
        all.put("peer-access=none", Text.of("verify/guess-peer-access-none"));
        all.put("vmm=no", Text.of("verify/guess-no-vmm"));
        all.put("ranks-per-process=1", Text.of("verify/guess-own-process"));
        all.put("cap-sys-nice=yes", Text.of("verify/guess-sys-nice"));
        all.put("cap-sys-nice=no", Text.of("verify/guess-no-sys-nice"));
        all.put("cuda-driver=12.2", Text.of("verify/guess-older-driver"));
        all.put("cuda-driver=12.8", Text.of("verify/guess-newer-driver"));
        all.put("multicast=no", Text.of("verify/guess-no-multicast"));
        all.put("cpu=intel", Text.of("verify/guess-intel"));
        all.put("cpu=amd", Text.of("verify/guess-amd"));
        return all;
    }

    static List<Guess> of(AnalysisRequest request, Compared before, NcclLog log) {
        List<Guess> all = new ArrayList<>();
        for (Map.Entry<String, Text> f : FACTS.entrySet()) {
            all.add(fact(request, f.getKey(), f.getValue()));
        }
        int most = before.communicators().stream()
                .mapToInt(c -> c.gpus().size())
                .max()
                .orElse(1);
        if (most > 1) {
            all.add(fact(request, "ranks-per-process=" + most, Text.of("verify/guess-one-process")));
        }
        List<String> settings = new ArrayList<>(SETTINGS);
        for (ComparedItem c : before.communicators().stream()
                .flatMap(c -> c.checks().stream())
                .toList()) {
            if (c.subject() == Subject.CHANNELS && c.what().equals("collective") && c.differs()) {
                settings.add("NCCL_MAX_NCHANNELS=" + c.observed());
                settings.add("NCCL_MIN_NCHANNELS=" + c.observed());
            }
        }
        for (String s : settings) {
            Map<String, String> env = new LinkedHashMap<>(request.nccl().env());
            env.put(s.substring(0, s.indexOf('=')), s.substring(s.indexOf('=') + 1));
            all.add(new Guess(
                    "setting",
                    Text.of("verify/guess-setting", "setting", s),
                    UserInput.SETTING + " " + s,
                    request.under(before.analysis().nccl().version(), env)));
        }
        if (log.versions().isEmpty()) {
            for (NcclVersion v : RuleRegister.changePoints()) {
                all.add(new Guess(
                        "nccl-version",
                        Text.of("verify/guess-nccl", "version", v.toString()),
                        UserInput.NCCL_VERSION + " " + v,
                        request.under(v, request.nccl().env())));
            }
        }
        return all;
    }

    private static Guess fact(AnalysisRequest request, String fact, Text sentence) {
        StatedFacts more = StatedFactsParser.parse(List.of(fact), f -> "");
        return new Guess(
                fact.startsWith("hidden-devices") ? "hidden-devices" : "fact",
                sentence,
                UserInput.FACT + " " + fact,
                request.stating(request.assumptions().with(more)));
    }
}
