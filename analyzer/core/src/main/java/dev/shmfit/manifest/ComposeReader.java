package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads compose files: each service is a job. */
public final class ComposeReader {
    /** The service, of this file or another, whose settings stand below those of a service. */
    public static final String EXTENDS = "extends";

    /** The file beside a compose file whose variables compose fills in. */
    public static final String VARIABLES = ".env";

    private static final String ENVIRONMENT = "environment";
    private static final int DEEPEST = 16;

    private final Map<String, Tree> byFile;

    /** @param byFile all compose files that were given, by name: {@code extends} may lead from one to another */
    ComposeReader(Map<String, Tree> byFile) {
        this.byFile = byFile;
    }

    /** A compose file with the variables filled in that lie beside it. */
    static Tree filled(String file, Tree document, List<ManifestText> files) {
        String beside = EnvFile.beside(file, VARIABLES);
        Map<String, String> known = new LinkedHashMap<>();
        files.stream()
                .filter(f -> f.name().equals(beside))
                .forEach(f -> EnvFileText.compose(f)
                        .forEach((name, v) -> v.asOptional().ifPresent(k -> known.put(name, k))));
        return new ComposeVariables(known).filled(document);
    }

    static boolean isCompose(Tree document) {
        return document.get("services").filter(s -> s instanceof Tree.Keys).isPresent()
                && document.leaf("kind").isEmpty();
    }

    /** The services of a file, under its override where that was given; a service of the base is not one of the override. */
    List<JobManifest> jobs(String file, Tree document) {
        List<JobManifest> jobs = new ArrayList<>();
        Optional<Tree> base = paired(file, ComposeOverride::baseOf);
        Optional<Tree> override = paired(file, ComposeOverride::of);
        document.entries("services").forEach((name, e) -> {
            Tree service = e.value();
            boolean ofBase = base.flatMap(b -> b.get("services", name)).isPresent();
            if (service instanceof Tree.Keys && !ofBase && !isExtended(file, name)) {
                Tree own = extended(service, document, 0);
                jobs.add(job(
                        name,
                        e.key(),
                        override.flatMap(o -> o.get("services", name))
                                .map(o -> under(own, o))
                                .orElse(own),
                        document));
            }
        });
        return jobs;
    }

    /** A service by its name, of the files that a command names, else of any that was handed over. */
    Optional<JobManifest> service(String script, List<String> files, String service) {
        List<String> names = files.stream().map(f -> EnvFile.beside(script, f)).toList();
        return byFile.entrySet().stream()
                .filter(e -> names.isEmpty() || names.contains(EnvFile.beside("", e.getKey())))
                .flatMap(e -> jobs(e.getKey(), e.getValue()).stream())
                .filter(j -> service.isEmpty() || j.name().equals(service))
                .findFirst();
    }

    /** Whether a service of another file extends it: then it is what others are made of, and not started itself. */
    private boolean isExtended(String file, String name) {
        return byFile.entrySet().stream()
                .filter(e -> !e.getKey().equals(file))
                .flatMap(e -> e.getValue().entries("services").values().stream())
                .map(s -> s.value().get(EXTENDS))
                .flatMap(Optional::stream)
                .anyMatch(e -> e.text("service").filter(name::equals).isPresent()
                        && e.text("file").filter(f -> isNamed(file, f)).isPresent());
    }

    /** The other file of a pair, where it was given. */
    private Optional<Tree> paired(String file, Function<String, Optional<String>> rule) {
        return rule.apply(file)
                .flatMap(stem -> byFile.entrySet().stream()
                        .filter(e -> ComposeOverride.stem(e.getKey()).equals(stem))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    /** A service under what another file writes over it: merged alike, with its own place, and the other's not to be changed. */
    private static Tree under(Tree own, Tree override) {
        if (own instanceof Tree.Keys k && override instanceof Tree.Keys o) {
            Map<String, Tree.Entry> all = new LinkedHashMap<>(k.entries());
            o.entries().forEach((key, e) -> {
                Tree.Entry before = all.get(key);
                if (before != null
                        && before.value() instanceof Tree.Keys
                        && e.value() instanceof Tree.Keys
                        && !key.equals(ENVIRONMENT)) {
                    all.put(key, new Tree.Entry(before.key(), under(before.value(), e.value()), before.inherited()));
                } else {
                    all.put(
                            key,
                            new Tree.Entry(
                                    e.key(),
                                    before == null ? e.value() : ComposeMerge.over(key, before.value(), e.value()),
                                    true));
                }
            });
            return new Tree.Keys(k.at(), all, k.flow());
        }
        return ComposeMerge.over(own, override);
    }

    /** A service over what it extends; where that was not handed over, the key stays. */
    private Tree extended(Tree service, Tree document, int depth) {
        Optional<Tree> from = service.get(EXTENDS);
        if (from.isEmpty() || depth > DEEPEST) {
            return service;
        }
        String name = from.get() instanceof Tree.Leaf l
                ? l.text()
                : from.get().text("service").orElse("");
        Optional<String> file = from.get().text("file");
        Optional<Tree> home = file.isEmpty() ? Optional.of(document) : named(file.get());
        return home.flatMap(d -> d.get("services", name)
                        .map(b -> ComposeMerge.over(extended(b, d, depth + 1), without(service, EXTENDS))))
                .orElse(service);
    }

    /** The other files that services extend, as they are named. */
    public static List<String> filesExtended(List<Tree> documents) {
        return documents.stream()
                .flatMap(d -> d.entries("services").values().stream())
                .flatMap(s -> s.value().text(EXTENDS, "file").stream())
                .distinct()
                .toList();
    }

    private static Tree without(Tree tree, String key) {
        if (!(tree instanceof Tree.Keys keys)) {
            return tree;
        }
        Map<String, Tree.Entry> left = new LinkedHashMap<>(keys.entries());
        left.remove(key);
        return new Tree.Keys(keys.at(), left, keys.flow());
    }

    private static boolean isNamed(String given, String file) {
        String bare = file.startsWith("./") ? file.substring(2) : file;
        return given.equals(bare) || given.endsWith("/" + bare);
    }

    private Optional<Tree> named(String file) {
        return byFile.entrySet().stream()
                .filter(e -> isNamed(e.getKey(), file))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private JobManifest job(String name, Span key, Tree s, Tree document) {
        ContainerOptions options = new ContainerOptions(ManifestFormat.COMPOSE);
        plain(s, "shm_size", "shm-size", options);
        s.leaf("build", "shm_size").ifPresent(l -> put(options, "build-shm-size", l));
        plain(s, "ipc", "ipc", options);
        plain(s, "mem_limit", "memory", options);
        plain(s, "mem_reservation", "memory-reservation", options);
        s.leaf("deploy", "resources", "limits", "memory").ifPresent(l -> put(options, "memory", l));
        s.leaf("deploy", "resources", "reservations", "memory").ifPresent(l -> put(options, "memory-reservation", l));
        plain(s, "privileged", "privileged", options);
        plain(s, "network_mode", "network", options);
        plain(s, "hostname", "hostname", options);
        plain(s, "image", "image", options);
        each(s.get("cap_add")).forEach(l -> put(options, "cap-add", l));
        each(s.get("tmpfs")).forEach(l -> put(options, "tmpfs", l));
        each(s.get("devices")).forEach(l -> put(options, "device", l));
        s.items("volumes").forEach(v -> volume(v, document, options));
        environment(s, options);
        s.entries("ulimits").forEach((limit, e) -> {
            Optional<Tree.Leaf> soft = e.value() instanceof Tree.Leaf l
                    ? Optional.of(l)
                    : e.value().leaf("soft");
            soft.ifPresent(l -> options.put("ulimit", limit + "=" + l.text(), l.at()));
        });
        gpus(s, options);
        for (Tree r : s.items("deploy", "resources", "reservations", "generic_resources")) {
            r.get("discrete_resource_spec")
                    .ifPresent(d -> options.put(
                            "generic-resource",
                            d.text("kind").orElse("") + "=" + d.text("value").orElse(""),
                            d.at()));
        }
        Reading<Long> replicas = s.get("deploy", "replicas")
                .or(() -> s.get("scale"))
                .map(KubernetesReader::count)
                .orElseGet(() -> Reading.absent("one container"));
        return options.job("service", name, key, s, commands(s), replicas);
    }

    private static void plain(Tree service, String key, String option, ContainerOptions into) {
        service.leaf(key).filter(l -> !l.text().isEmpty()).ifPresent(l -> put(into, option, l));
    }

    private static void put(ContainerOptions into, String option, Tree.Leaf leaf) {
        into.put(option, leaf.text(), leaf.at());
    }

    private static List<Tree.Leaf> each(Optional<Tree> tree) {
        List<Tree.Leaf> leaves = new ArrayList<>();
        tree.ifPresent(t -> {
            if (t instanceof Tree.Leaf l && !l.text().isEmpty()) {
                leaves.add(l);
            }
            t.items().forEach(i -> {
                if (i instanceof Tree.Leaf l) {
                    leaves.add(l);
                }
            });
        });
        return leaves;
    }

    /** A named volume may be made as a tmpfs: {@code driver_opts: {type: tmpfs, device: tmpfs, o: size=2g}}. */
    private static void volume(Tree v, Tree document, ContainerOptions options) {
        String written = v instanceof Tree.Leaf l ? l.text() : "";
        String name = written.isEmpty() ? v.text("source").orElse("") : written.replaceFirst(":.*", "");
        String target = written.isEmpty()
                ? v.text("target").orElse("")
                : written.replaceFirst("^[^:]*:", "").replaceFirst(":.*", "");
        boolean tmpfs = document.text("volumes", name, "driver_opts", "type")
                .filter("tmpfs"::equals)
                .isPresent();
        if (tmpfs && !target.isEmpty()) {
            options.put(
                    "tmpfs",
                    target + ":"
                            + document.text("volumes", name, "driver_opts", "o").orElse(""),
                    v.at());
        } else if (v instanceof Tree.Leaf l) {
            put(options, "volume", l);
        } else {
            v.text("target")
                    .ifPresent(t -> options.mounted(
                            t,
                            ContainerOptions.kind(v.text("type").orElse("volume")),
                            v.text("tmpfs", "size").orElse(""),
                            v.text("source").orElse(""),
                            v.at()));
        }
    }

    private static void environment(Tree s, ContainerOptions options) {
        s.entries(ENVIRONMENT).forEach((key, e) -> {
            if (e.value() instanceof Tree.Leaf l) {
                boolean given = !l.text().isEmpty() || l.style() != Tree.Style.PLAIN;
                options.env(given ? key + "=" + l.text() : key, l.at());
            }
        });
        s.items(ENVIRONMENT).forEach(i -> {
            if (i instanceof Tree.Leaf l) {
                options.env(l.text(), l.at());
            }
        });
        s.get("env_file").ifPresent(f -> {
            for (Tree t : f instanceof Tree.Items i ? i.items() : List.of(f)) {
                Optional<Tree.Leaf> path = t instanceof Tree.Leaf l ? Optional.of(l) : t.leaf("path");
                boolean raw = t.text("format").filter("raw"::equals).isPresent();
                boolean optional = t.text("required").filter("false"::equals).isPresent();
                path.filter(l -> !l.text().isEmpty())
                        .ifPresent(l -> options.envFile(EnvFile.of(l.text(), raw, !optional, l.at())));
            }
        });
    }

    /** {@code gpus: all}, or a reservation of devices that are capable of gpu. */
    private static void gpus(Tree s, ContainerOptions options) {
        plain(s, "gpus", "gpus", options);
        List<Tree> devices = new ArrayList<>(s.items("deploy", "resources", "reservations", "devices"));
        devices.addAll(s.items("gpus"));
        for (Tree d : devices) {
            boolean gpu = s.get("gpus").isPresent()
                    || each(d.get("capabilities")).stream()
                            .anyMatch(l -> l.text().equals("gpu"));
            List<Tree.Leaf> ids = each(d.get("device_ids"));
            if (gpu && !ids.isEmpty()) {
                options.put(
                        "gpus", "device=" + ids.stream().map(Tree.Leaf::text).collect(Collectors.joining(",")), d.at());
            } else if (gpu) {
                options.put("gpus", d.text("count").orElse("all"), d.at());
            }
        }
    }

    private static List<List<Word>> commands(Tree s) {
        List<Word> words = new ArrayList<>();
        for (String key : List.of("entrypoint", "command")) {
            words.addAll(CommandWords.list(s.get(key)));
            s.leaf(key).ifPresent(l -> ShellText.ofLeaf(folded(l)).commands().forEach(words::addAll));
        }
        return CommandWords.expanded(words);
    }

    /** Compose splits a text into words and runs no shell: a line end is a blank. */
    private static Tree.Leaf folded(Tree.Leaf leaf) {
        return new Tree.Leaf(
                leaf.at(), leaf.text().replace("\\\n", " ").replace('\n', ' ').strip(), Tree.Style.PLAIN);
    }

    /** A capability without its prefix, in capitals. */
    static String capability(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring(4) : upper;
    }
}
