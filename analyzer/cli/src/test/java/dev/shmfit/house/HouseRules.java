package dev.shmfit.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;

/**
 * Who may see whom. The rules are stated for any base package, so that a test can hold them against classes that break
 * them on purpose.
 *
 * @param base the base package, {@code dev.shmfit} for the project itself
 */
record HouseRules(String base) {
    /** The packages of core in the direction of the data; each may see those before it. */
    static final List<String> STREET = List.of(
            "units",
            "text",
            "capture",
            "facts",
            "parse",
            "topology",
            "nccl",
            "shm",
            "verdict",
            "log",
            "ingest",
            "analysis",
            "verify",
            "explain",
            "plan",
            "manifest",
            "lint");

    /** Captured text, and what reads it. */
    private static final Set<String> TEXT = Set.of("capture", "parse");

    /** Of core, only these see it; everything else computes with facts. */
    private static final Set<String> READERS = Set.of("capture", "parse", "ingest");

    /** The modules around core, one package each. */
    private static final List<String> AROUND = List.of("fixtures", "probes", "reports", "cli", "bench");

    /** The rooms of the command, each of which may see those before it; above them stands what frames the commands. */
    private static final List<String> CLI_ROOMS = List.of(
            "exit", "result", "terminal", "workload", "manifest", "nodes", "input", "options", "admission", "commands");

    private static final int MOST_COMPONENTS = 8;

    /**
     * Records that may have more. The first line mirrors attributes of NCCL's XML and arguments of its functions, the
     * rest lines of a log and what tells communicators apart.
     */
    private static final Set<String> WIDE = Set.of(
            "Cpu",
            "Pci",
            "Net",
            "Port",
            "SearchRules",
            "TunerInput",
            "Communicator",
            "CommunicatorForecast",
            "Init",
            "Connection",
            "LoggedCommunicator",
            "NcclLog",
            "CommunicatorKey");

    private static final List<String> CLOCKLESS_AND_CLOSED = List.of("reports");

    /** Each package of core sees only those before it, and what computes with facts sees no text. */
    ArchRule street() {
        ArchCondition<JavaClass> condition = new ArchCondition<>("see only the packages before their own") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                from.getDirectDependenciesFromSelf().forEach(d -> {
                    if (!allowed(packageOf(from), packageOf(d.getTargetClass().getBaseComponentType()))) {
                        events.add(SimpleConditionEvent.violated(from, d.getDescription()));
                    }
                });
            }
        };
        return classes().that().resideInAnyPackage(core()).should(condition);
    }

    /** No package lies outside the street and the modules around it. */
    ArchRule everyPackageHasItsPlace() {
        DescribedPredicate<JavaClass> known =
                describe("have a place", c -> STREET.contains(packageOf(c)) || AROUND.contains(packageOf(c)));
        return classes()
                .that()
                .resideInAPackage(base + "..")
                .should(new ArchCondition<>("lie in a package that the rules know") {
                    @Override
                    public void check(JavaClass c, ConditionEvents events) {
                        if (!known.test(c)) {
                            events.add(SimpleConditionEvent.violated(c, c.getName() + " lies in an unknown package"));
                        }
                    }
                });
    }

    /** No two packages need each other: neither stages of the street, nor sub-packages, nor a package and a part of it. */
    List<ArchRule> noCycles() {
        return List.of(
                slices().matching(base + ".(*)..").should().beFreeOfCycles(),
                slices().assignedFrom(everyPackage()).should().beFreeOfCycles());
    }

    /** A record of many components is several things in one; those below mirror somebody else's format or table. */
    ArchRule smallRecords() {
        return classes()
                .that()
                .resideInAnyPackage(core())
                .should(new ArchCondition<>("have at most " + MOST_COMPONENTS + " components, if they are records") {
                    @Override
                    public void check(JavaClass c, ConditionEvents events) {
                        long components = c.getFields().stream()
                                .filter(f -> !f.getModifiers().contains(JavaModifier.STATIC))
                                .count();
                        if (c.isRecord() && components > MOST_COMPONENTS && !WIDE.contains(c.getSimpleName())) {
                            events.add(SimpleConditionEvent.violated(
                                    c, c.getName() + " has " + components + " components"));
                        }
                    }
                });
    }

    private SliceAssignment everyPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass c) {
                return packageOf(c).isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(c.getPackageName());
            }

            @Override
            public String getDescription() {
                return "each package, its sub-packages apart";
            }
        };
    }

    /** The rooms of the command see only those before them, and none sees the frame around them. */
    ArchRule roomsOfCli() {
        return classes()
                .that()
                .resideInAPackage(base + ".cli..")
                .should(new ArchCondition<>("see only the rooms before their own") {
                    @Override
                    public void check(JavaClass from, ConditionEvents events) {
                        int own = roomOf(from);
                        from.getDirectDependenciesFromSelf().forEach(d -> {
                            JavaClass to = d.getTargetClass().getBaseComponentType();
                            if (packageOf(to).equals("cli") && roomOf(to) > own) {
                                events.add(SimpleConditionEvent.violated(from, d.getDescription()));
                            }
                        });
                    }
                });
    }

    /** The room's place in the order; the frame comes last, and so does a room that the order does not know. */
    private int roomOf(JavaClass c) {
        String below = c.getPackageName().substring((base + ".cli").length());
        int room = below.isEmpty() ? -1 : CLI_ROOMS.indexOf(below.substring(1).split("\\.", 2)[0]);
        return room < 0 ? CLI_ROOMS.size() : room;
    }

    /** The graph library stays behind the topology's own type. */
    List<ArchRule> jgraphtOnlyInTopology() {
        return List.of(
                noClasses()
                        .that()
                        .resideInAPackage(base + "..")
                        .and()
                        .resideOutsideOfPackage(base + ".topology..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.jgrapht.."),
                methods()
                        .that()
                        .areDeclaredInClassesThat()
                        .resideInAPackage(base + ".topology..")
                        .and()
                        .areDeclaredInClassesThat()
                        .haveModifier(JavaModifier.PUBLIC)
                        .and()
                        .arePublic()
                        .should(new ArchCondition<>("show no jgrapht type") {
                            @Override
                            public void check(JavaMethod m, ConditionEvents events) {
                                boolean shown = m.getReturnType().getAllInvolvedRawTypes().stream()
                                                .anyMatch(HouseRules::isJgrapht)
                                        || m.getParameterTypes().stream()
                                                .flatMap(t -> t.getAllInvolvedRawTypes().stream())
                                                .anyMatch(HouseRules::isJgrapht);
                                if (shown) {
                                    events.add(SimpleConditionEvent.violated(m, m.getFullName() + " shows jgrapht"));
                                }
                            }
                        }));
    }

    /** Core and reports open nothing: no file, no socket, no process, no environment. */
    ArchRule noInputOrOutput() {
        return noClasses()
                .that()
                .resideInAnyPackage(pure())
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..")
                        .or(describe(
                                "processes, files and the runtime",
                                c -> Set.of(
                                                "java.io.File",
                                                "java.io.FileInputStream",
                                                "java.io.FileOutputStream",
                                                "java.io.FileReader",
                                                "java.io.FileWriter",
                                                "java.io.RandomAccessFile",
                                                "java.lang.Process",
                                                "java.lang.ProcessBuilder",
                                                "java.lang.ProcessHandle",
                                                "java.lang.Runtime")
                                        .contains(c.getName()))));
    }

    /** Core and reports know no clock, no environment and no terminal: one input, one output. */
    ArchRule noClockNoEnvironment() {
        return noClasses()
                .that()
                .resideInAnyPackage(pure())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .accessTargetWhere(target(describe("a clock", HouseRules::isClock))
                        .or(target(describe("the environment or a terminal", HouseRules::isEnvironment)))
                        .as("a clock, the environment or a terminal"));
    }

    /** Modules around core see only what their poms say, also where a dependency would bring in more. */
    List<ArchRule> modulesAround() {
        return List.of(
                noClasses()
                        .that()
                        .resideInAnyPackage(core())
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages(AROUND)),
                noClasses()
                        .that()
                        .resideInAPackage(base + ".fixtures..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(core())
                                .or(resideInAnyPackage(packages(List.of("probes", "reports", "cli", "bench"))))),
                noClasses()
                        .that()
                        .resideInAPackage(base + ".probes..")
                        .should()
                        .dependOnClassesThat(describe(
                                "give a capture a meaning",
                                c -> c.getPackageName().startsWith(base + ".")
                                        && !Set.of("probes", "capture", "units").contains(packageOf(c)))),
                noClasses()
                        .that()
                        .resideInAPackage(base + ".reports..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                packages(List.of("capture", "parse", "fixtures", "probes", "cli", "bench"))));
    }

    /** What programs read from a report is described by its own records, which hold no type of core. */
    ArchRule reportIsSelfContained() {
        return noClasses()
                .that()
                .haveNameMatching(".*\\.reports\\.ReportV1(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(core())
                // Holds as soon as there is such a report.
                .allowEmptyShould(true);
    }

    private boolean allowed(String from, String to) {
        int own = STREET.indexOf(from);
        int other = STREET.indexOf(to);
        if (other < 0) {
            return true;
        }
        return other <= own && (READERS.contains(from) || !TEXT.contains(to));
    }

    /** The first package below the base package, or an empty text for a class that is not ours. */
    private String packageOf(JavaClass c) {
        String name = c.getPackageName();
        return name.startsWith(base + ".") ? name.substring(base.length() + 1).split("\\.", 2)[0] : "";
    }

    private String[] core() {
        return packages(STREET);
    }

    private String[] pure() {
        return packages(java.util.stream.Stream.concat(STREET.stream(), CLOCKLESS_AND_CLOSED.stream())
                .toList());
    }

    private String[] packages(List<String> names) {
        return names.stream().map(n -> base + "." + n + "..").toArray(String[]::new);
    }

    private static boolean isJgrapht(JavaClass c) {
        return c.getPackageName().startsWith("org.jgrapht");
    }

    private static boolean isClock(AccessTarget t) {
        String owner = t.getOwner().getName();
        return (owner.startsWith("java.time.") && t.getName().equals("now"))
                || (owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime").contains(t.getName()))
                || (owner.equals("java.util.Date") && t.getName().equals("<init>"));
    }

    private static boolean isEnvironment(AccessTarget t) {
        return t.getOwner().getName().equals("java.lang.System")
                && Set.of(
                                "getenv",
                                "getProperty",
                                "getProperties",
                                "lineSeparator",
                                "console",
                                "exit",
                                "out",
                                "err",
                                "in")
                        .contains(t.getName());
    }
}
