package dev.shmfit.analysis;

import dev.shmfit.analysis.Analysis.Statement;
import dev.shmfit.analysis.machine.SiteFacts;
import dev.shmfit.analysis.open.PlatformFacts;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.CountsRead;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.GpuSelection;
import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.analysis.stated.MalformedStatement;
import dev.shmfit.analysis.stated.NodeKinds;
import dev.shmfit.analysis.stated.RankOrder;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.analysis.stated.StatedFacts.PodsShare;
import dev.shmfit.analysis.stated.Subject;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SoftwareFacts;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.LoggedFacts;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.Pods;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuModels;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.units.CudaVersion;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Surroundings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The job: its GPUs, groups, NCCL version and settings, each stated or captured, else a default that is named. */
final class JobFacts {
    private final AnalysisRequest request;
    private final GpuTopology node;
    private final SoftwareFacts captured;
    private final LoggedFacts logged;
    private final PlatformFacts platform;
    private final List<Assumption> assumptions = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final NcclVersion version;
    private final JobShape shape;

    /** @param others nodes of other kinds, by the kinds' order; empty lists where all are of this one */
    JobFacts(AnalysisRequest request, GpuTopology node, List<RankPlacement.Node> others) {
        this.request = request;
        this.node = node;
        this.captured = request.machine().software();
        this.logged = logged(request);
        this.version = chooseVersion();
        this.platform = choosePlatform();
        List<Integer> gpus = chooseGpus();
        this.shape = chooseShape(gpus, choosePods(gpus), chooseNodes(gpus, others));
        for (GroupRequest g : shape.groups()) {
            statements.add(new Statement(
                    "group",
                    Text.verbatim(g.toString()),
                    !request.job().groups().contains(g)
                            ? Provenance.DEFAULT
                            : g.inText() ? Provenance.REPORTED : Provenance.STATED));
        }
    }

    /** Groups of a command in a text count where the ranks suit them. */
    private JobShape chooseShape(List<Integer> gpus, Pods pods, RankPlacement over) {
        List<GroupRequest> all = request.job().groups();
        List<GroupRequest> stated = all.stream().filter(g -> !g.inText()).toList();
        try {
            return new JobShape(gpus, all, pods, over);
        } catch (MalformedText e) {
            if (stated.size() == all.size()) {
                throw e;
            }
            return new JobShape(gpus, stated, pods, over);
        }
    }

    /** What a log of the job says, the one that was given before one in the capture. */
    static LoggedFacts logged(AnalysisRequest request) {
        return request.logged().equals(LoggedFacts.NONE) ? request.machine().logged() : request.logged();
    }

    /** What could not be settled about the job. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    NcclVersion version() {
        return version;
    }

    JobShape shape() {
        return shape;
    }

    PlatformFacts platform() {
        return platform;
    }

    OptionalInt channels() {
        return toInt(request.assumptions().get(Facts.CHANNELS));
    }

    int nodes() {
        return request.among()
                .map(a -> a.kinds().stream().mapToInt(NodeKinds.Kind::count).sum())
                .orElseGet(() -> request.assumptions().get(Facts.NODES).orElse(1));
    }

    /** How the ranks go over the nodes; a process is on one of them. */
    private RankPlacement chooseNodes(List<Integer> gpus, List<RankPlacement.Node> others) {
        int together = platform.ranksPerProcess().orElse(1);
        RankOrder order = rankOrder();
        List<RankPlacement.Node> nodes = new ArrayList<>();
        if (request.among().isPresent()) {
            NodeKinds among = request.among().get();
            for (int k = 0; k < among.kinds().size(); k++) {
                RankPlacement.Node node =
                        k == among.own() ? new RankPlacement.Node(gpus, Optional.empty()) : others.get(k);
                nodes.addAll(Collections.nCopies(among.kinds().get(k).count(), node));
            }
        } else {
            nodes.addAll(Collections.nCopies(nodes(), new RankPlacement.Node(gpus, Optional.empty())));
        }
        if (nodes() > 1 && nodes.stream().anyMatch(n -> n.gpus().size() % together != 0)) {
            throw MalformedStatement.of(
                    Subject.FACT,
                    "ranks-per-process=" + together,
                    gpus.size() + " ranks on each node cannot be divided into processes of " + together);
        }
        if (nodes() > 1) {
            statements.add(new Statement(
                    "nodes",
                    Text.of(
                            "job/nodes",
                            "nodes",
                            nodes(),
                            "kinds",
                            request.among().isPresent() ? "several" : "one",
                            "ranks",
                            gpus.size(),
                            "order",
                            order == RankOrder.BLOCK ? "block" : "turn"),
                    request.among().isPresent() || request.assumptions().states(Facts.NODES)
                            ? Provenance.STATED
                            : Provenance.REPORTED));
        }
        return RankPlacement.of(nodes, order, together);
    }

    RankOrder rankOrder() {
        return request.assumptions().get(Facts.RANK_ORDER).orElse(RankOrder.BLOCK);
    }

    Surroundings surroundings() {
        boolean stated = request.assumptions().states(Facts.CAP_SYS_NICE);
        Reading<Boolean> nice = request.assumptions()
                .get(Facts.CAP_SYS_NICE)
                .filter(n -> stated)
                .<Reading<Boolean>>map(n -> Reading.known(n, SourceRef.stated(UserInput.FACT + " cap-sys-nice")))
                .orElse(Reading.absent("not stated"));
        Surroundings captured = SiteFacts.of(request.machine(), nice, nodes());
        return request.space().platform().map(captured::at).orElse(captured);
    }

    private static OptionalInt toInt(Optional<Integer> number) {
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    /** What the log says stands where nothing is stated. */
    private PlatformFacts choosePlatform() {
        StatedFacts stated = request.assumptions();
        OptionalInt driver = toInt(stated.get(Facts.CUDA_DRIVER));
        if (driver.isEmpty() && logged.driver().isPresent()) {
            int version = logged.driver().get().value();
            driver = OptionalInt.of(version);
            statements.add(reported(
                    Facts.CUDA_DRIVER.key(),
                    CudaVersion.text(version),
                    logged.driver().get().source()));
        }
        OptionalInt shared = toInt(stated.get(Facts.RANKS_PER_PROCESS));
        if (shared.isEmpty() && logged.ranksPerProcess().isPresent()) {
            shared = OptionalInt.of(logged.ranksPerProcess().get().value());
            statements.add(reported(
                    Facts.RANKS_PER_PROCESS.key(),
                    String.valueOf(shared.getAsInt()),
                    logged.ranksPerProcess().get().source()));
        }
        return new PlatformFacts(driver, stated.get(Facts.CAP_SYS_NICE), shared, stated);
    }

    private static Statement reported(String key, String value, SourceRef source) {
        return new Statement(key, Text.verbatim(value + " (" + source + ")"), Provenance.REPORTED);
    }

    /** NCCL_* settings in force: stated ones over captured ones over those that a log shows. */
    NcclSettings settings() {
        Map<String, String> all = new TreeMap<>();
        logged.settings().forEach(s -> all.put(s.name(), s.value()));
        captured.values().forEach((name, value) -> {
            if (name.startsWith("NCCL_")) {
                all.put(name, value);
            }
        });
        all.putAll(request.nccl().env());
        return new NcclSettings(all);
    }

    /** Where each of them was read. */
    Map<String, SourceRef> settingSources() {
        Map<String, SourceRef> all = new TreeMap<>();
        logged.settings().forEach(s -> all.put(s.name(), s.source()));
        all.putAll(captured.sources());
        request.nccl().env().keySet().forEach(name -> all.put(name, SourceRef.stated(UserInput.SETTING + " " + name)));
        return all;
    }

    List<Assumption> assumptions() {
        List<Assumption> all = new ArrayList<>(request.presets());
        all.addAll(assumptions);
        request.assumptions()
                .texts()
                .forEach((fact, text) -> all.add(new Assumption(fact.key(), text, Provenance.STATED, fact.decides())));
        all.addAll(platform.assumptions(version));
        unknownGpus()
                .forEach(
                        name -> all.add(new Assumption("gpu", name, Provenance.REPORTED, Text.of("fact/gpu-unknown"))));
        return all;
    }

    Map<Integer, String> gpuNames() {
        Map<Integer, String> names = new LinkedHashMap<>();
        for (Device.Gpu g : node.gpus()) {
            String name = request.assumptions().get(Facts.GPU).orElse(g.name());
            if (!name.isEmpty()) {
                names.put(g.index(), name);
            }
        }
        return names;
    }

    /** Names of GPUs that were read or stated and are of no known model, where nothing else tells what matters of them. */
    List<String> unknownGpus() {
        boolean told = request.machine()
                .gpus()
                .listed()
                .traits()
                .value()
                .filter(t -> t.gpus().values().stream()
                        .allMatch(
                                g -> g.computeCapability().isKnown() && g.pcie().isKnown()))
                .isPresent();
        if (told) {
            return List.of();
        }
        return gpuNames().values().stream()
                .distinct()
                .filter(n -> GpuModels.of(n).isEmpty())
                .toList();
    }

    List<Statement> statements(ShmSupply supply, List<LoaderSpec> loaders) {
        List<Statement> all = new ArrayList<>(statements);
        for (LoaderSpec l : loaders) {
            all.add(new Statement(
                    l.name().equals("loader") ? "loader" : "loader " + l.name(),
                    Text.of("job/loader", "workers", l.workers(), "prefetch", l.prefetch(), "batch", l.batch()),
                    Provenance.STATED));
        }
        request.space()
                .shmSize()
                .ifPresent(s -> all.add(
                        new Statement("/dev/shm", Text.verbatim(RoundedSize.down(s.value())), Provenance.STATED)));
        request.space()
                .memoryLimit()
                .ifPresent(s -> all.add(
                        new Statement("memory limit", Text.verbatim(RoundedSize.down(s.value())), Provenance.STATED)));
        request.space()
                .residentPerRank()
                .ifPresent(s -> all.add(
                        new Statement("memory of a rank", Text.verbatim(RoundedSize.up(s)), Provenance.STATED)));
        request.job()
                .others()
                .forEach(o -> all.add(new Statement(
                        "other " + o.name(), Text.verbatim(RoundedSize.up(o.bytes())), Provenance.STATED)));
        return all;
    }

    private NcclVersion chooseVersion() {
        VersionChoice choice = VersionChoice.of(request, logged);
        assumptions.addAll(choice.assumptions());
        statements.add(new Statement("NCCL", Text.verbatim(choice.version().toString()), choice.provenance()));
        return choice.version();
    }

    private List<Integer> chooseGpus() {
        List<Integer> present =
                node.gpus().stream().map(Device.Gpu::index).sorted().toList();
        if (request.job().gpus().isPresent()) {
            List<Integer> gpus = request.job().gpus().get();
            for (int gpu : gpus) {
                if (!present.contains(gpu)) {
                    throw MalformedStatement.of(
                            Subject.GPUS, "", "there is no GPU " + gpu + " on this node; it has " + present);
                }
            }
            return ranks(gpus, Provenance.STATED);
        }
        if (request.job().named().isPresent()) {
            return ranks(named(request.job().named().get(), present), Provenance.STATED);
        }
        VisibleGpus.Result visible = VisibleGpus.of(request.machine(), present);
        findings.addAll(visible.findings());
        return ranks(visible.gpus(), visible.said() ? Provenance.REPORTED : Provenance.DEFAULT);
    }

    private List<Integer> named(String list, List<Integer> present) {
        if (list.equals(GpuSelection.ALL)) {
            return present;
        }
        GpuSelection chosen = GpuSelection.of(
                list, present, request.machine().gpus().listings().value());
        if (!chosen.unmapped().isEmpty()) {
            throw MalformedStatement.of(
                    Subject.GPUS,
                    "",
                    "nothing handed over tells which GPU is "
                            + chosen.unmapped().get(0) + "; " + chosen.wouldMap() + ": add it to the files");
        }
        if (chosen.repeated().isPresent()) {
            throw MalformedStatement.of(
                    Subject.GPUS, "", chosen.repeated().get() + " occurs twice; NCCL takes each GPU for one rank only");
        }
        if (chosen.ended().isPresent() || chosen.gpus().isEmpty()) {
            throw MalformedStatement.of(
                    Subject.GPUS, "", "there is no GPU \"" + chosen.ended().orElse(list) + "\" on this node");
        }
        return chosen.gpus();
    }

    private Pods choosePods(List<Integer> gpus) {
        int pods = request.assumptions().get(Facts.PODS).orElse(1);
        if (pods == 1) {
            return Pods.ONE;
        }
        if (gpus.size() % pods != 0) {
            throw MalformedStatement.of(
                    Subject.FACT,
                    "pods=" + pods,
                    gpus.size() + " ranks cannot be spread evenly over " + pods + " pods");
        }
        int size = gpus.size() / pods;
        int together = platform.ranksPerProcess().orElse(1);
        if (size % together != 0) {
            throw MalformedStatement.of(
                    Subject.FACT, "pods=" + pods, "a process with " + together + " ranks does not fit pods of " + size);
        }
        statements.add(new Statement("pods", Text.of("job/pods", "pods", pods, "ranks", size), Provenance.STATED));
        boolean oneHost = request.assumptions().get(Facts.PODS_SHARE).orElse(PodsShare.NOTHING) == PodsShare.HOST;
        return Pods.of(gpus, size, oneHost);
    }

    private List<Integer> ranks(List<Integer> gpus, Provenance provenance) {
        int count = request.job().ranks().orElse(gpus.size());
        if (count > gpus.size()) {
            throw MalformedStatement.of(
                    Subject.RANKS, String.valueOf(count), "this node has " + gpus.size() + " GPUs for the job");
        }
        boolean stated = request.job().ranks().isPresent();
        CountsRead read = new CountsRead(captured.settings(), gpus.size());
        Optional<Reading.Known<Integer>> launched =
                stated || provenance == Provenance.STATED ? Optional.empty() : read.ranks();
        if (!stated
                && !request.assumptions().states(Facts.NODES)
                && request.among().isEmpty()) {
            read.unmatched(launched.map(Reading.Known::value).orElse(count)).ifPresent(findings::add);
        }
        List<Integer> taken = gpus.subList(0, launched.map(Reading.Known::value).orElse(count));
        String from = launched.map(l -> ", " + l.source()).orElse("");
        statements.add(new Statement(
                "ranks",
                Text.of("job/ranks", "ranks", taken.size(), "gpus", named(taken), "from", from),
                stated ? Provenance.STATED : launched.isPresent() ? Provenance.REPORTED : provenance));
        return taken;
    }

    /** {@code no GPU}, {@code GPU 0}, {@code GPUs 0 to 7}, {@code GPUs 0, 1, 4, 5}. */
    private static Text named(List<Integer> gpus) {
        if (gpus.isEmpty()) {
            return Text.of("job/no-gpu");
        }
        int first = gpus.get(0);
        boolean row = gpus.size() > 2
                && gpus.equals(
                        IntStream.range(first, first + gpus.size()).boxed().toList());
        if (row) {
            return Text.of("job/gpus-row", "first", first, "last", gpus.get(gpus.size() - 1));
        }
        String all = gpus.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return Text.of("job/gpus-list", "count", gpus.size(), "gpus", all);
    }
}
