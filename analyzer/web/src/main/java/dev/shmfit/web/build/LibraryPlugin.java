package dev.shmfit.web.build;

import dev.shmfit.web.jdk.Missing;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teavm.model.AccessLevel;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.Instruction;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.model.instructions.StringConstantInstruction;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Adds to TeaVM's class library the methods of Java's that core calls and the library lacks: those of {@link Missing}, each
 * to the class that it names. Puts {@code TMended} in the place of what its regular expressions do otherwise than Java's. Core
 * is written for Java, and stays so.
 */
public final class LibraryPlugin implements TeaVMPlugin, ClassHolderTransformer {
    private static final String CHARACTER_CLASSES = "java.util.regex.AbstractCharClass$PredefinedCharacterClasses";

    private static final String REGEX = "java.util.regex.";

    /** The nodes of regular expressions that match otherwise than Java's, and the method of {@code TMended} that does as Java. */
    private static final Map<String, String> MENDED = Map.of(
            REGEX + "CompositeGroupQuantifierSet", "counted",
            REGEX + "RelCompositeGroupQuantifierSet", "reluctant",
            REGEX + "NonCapFSet", "ended");

    /** What has a text for people to debug with, which holds the name of a class. */
    private static final Set<String> NAMELESS = Set.of("java.lang.Object", "java.lang.Class");

    private final Map<String, List<Method>> added = new LinkedHashMap<>();

    /** Reads what is to be added. */
    public LibraryPlugin() {
        for (Method method : Missing.class.getDeclaredMethods()) {
            Missing.From from = method.getAnnotation(Missing.From.class);
            if (from != null) {
                added.computeIfAbsent(from.value().getName(), c -> new ArrayList<>())
                        .add(method);
            }
        }
    }

    @Override
    public void install(TeaVMHost host) {
        host.add(this);
        host.add(new RecordParts());
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        for (Method method : added.getOrDefault(type.getName(), List.of())) {
            add(type, method, context);
        }
        if (NAMELESS.contains(type.getName())) {
            forgetName(type, context);
        }
        if (type.getName().equals(CHARACTER_CLASSES)) {
            nameNumbers(type, context);
        }
        String mended = MENDED.get(type.getName());
        if (mended != null) {
            mend(type, mended, context);
        }
    }

    /**
     * An object without a text of its own has one that says nothing: Java's holds its address. With the name of its class the
     * page would hold the names of all that can be made into a text, of lambdas above all.
     */
    private static void forgetName(ClassHolder type, ClassHolderTransformerContext context) {
        MethodHolder toString = type.getMethod(new MethodDescriptor("toString", ValueType.object("java.lang.String")));
        ProgramEmitter.create(toString, context.getHierarchy())
                .constant("object")
                .returnValue();
    }

    /** The node's own {@code matches} hands on what it is given. */
    private static void mend(ClassHolder type, String mended, ClassHolderTransformerContext context) {
        List<ValueType> given = List.of(
                ValueType.INTEGER,
                ValueType.object("java.lang.CharSequence"),
                ValueType.object(REGEX + "MatchResultImpl"));
        MethodHolder matches = type.getMethod(
                new MethodDescriptor("matches", given.get(0), given.get(1), given.get(2), ValueType.INTEGER));
        if (matches == null) {
            context.getDiagnostics()
                    .error(null, "TeaVM's " + type.getName() + " has another form now: look at TMended");
            return;
        }
        String node = mended.equals("ended") ? "NonCapFSet" : "CompositeGroupQuantifierSet";
        MethodReference instead = new MethodReference(
                REGEX + "Mended",
                mended,
                ValueType.object(REGEX + node),
                given.get(0),
                given.get(1),
                given.get(2),
                ValueType.INTEGER);
        ProgramEmitter code = ProgramEmitter.create(matches, context.getHierarchy());
        ValueEmitter[] arguments = new ValueEmitter[4];
        arguments[0] = code.var(0, ValueType.object(REGEX + node));
        for (int i = 0; i < given.size(); i++) {
            arguments[i + 1] = code.var(i + 1, given.get(i));
        }
        ValueEmitter result = code.invoke(instead, arguments);
        result.returnValue();
    }

    /** TeaVM looks for {@code \\p{N}} under the name "IsN", as it does for the other categories, and has it under "N". */
    private static void nameNumbers(ClassHolder type, ClassHolderTransformerContext context) {
        boolean found = false;
        for (MethodHolder method : type.getMethods()) {
            for (BasicBlock block : method.getProgram() == null
                    ? List.<BasicBlock>of()
                    : method.getProgram().getBasicBlocks()) {
                for (Instruction instruction : block) {
                    if (instruction instanceof StringConstantInstruction text
                            && text.getConstant().equals("N")) {
                        text.setConstant("IsN");
                        found = true;
                    }
                }
            }
        }
        if (!found) {
            context.getDiagnostics().error(null, "TeaVM's regular expressions know \\p{N} now: it goes from here");
        }
    }

    private static void add(ClassHolder type, Method method, ClassHolderTransformerContext context) {
        boolean instance = !method.getAnnotation(Missing.From.class).isStatic();
        Class<?>[] parameters = method.getParameterTypes();
        Class<?>[] own = instance ? Arrays.copyOfRange(parameters, 1, parameters.length) : parameters;
        List<ValueType> signature = new ArrayList<>();
        Arrays.stream(own).forEach(p -> signature.add(ValueType.parse(p)));
        signature.add(ValueType.parse(method.getReturnType()));
        MethodDescriptor descriptor = new MethodDescriptor(method.getName(), signature.toArray(ValueType[]::new));
        if (type.getMethod(descriptor) != null) {
            context.getDiagnostics()
                    .error(
                            null,
                            "TeaVM's " + type.getName() + "." + method.getName()
                                    + " is there now: it goes from dev.shmfit.web.jdk.Missing");
            return;
        }
        MethodHolder holder = new MethodHolder(descriptor);
        holder.setLevel(AccessLevel.PUBLIC);
        if (!instance) {
            holder.getModifiers().add(ElementModifier.STATIC);
        }
        ProgramEmitter code = ProgramEmitter.create(holder, context.getHierarchy());
        ValueEmitter[] arguments = new ValueEmitter[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            // Variable 0 is the instance, or unused.
            arguments[i] = code.var(instance ? i : i + 1, parameters[i]);
        }
        ValueEmitter result = code.invoke(MethodReference.parse(reference(method)), arguments);
        result.returnValue();
        type.addMethod(holder);
    }

    private static String reference(Method method) {
        StringBuilder text = new StringBuilder(Missing.class.getName() + "." + method.getName() + "(");
        Arrays.stream(method.getParameterTypes()).forEach(p -> text.append(ValueType.parse(p)));
        return text.append(')').append(ValueType.parse(method.getReturnType())).toString();
    }
}
