package dev.shmfit.web.build;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.teavm.model.AccessLevel;
import org.teavm.model.AnnotationHolder;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.FieldHolder;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ChooseEmitter;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;

/** Writes the methods of {@code PageRecord} for the records of reports, and of the page's own answer. */
final class RecordParts implements ClassHolderTransformer {
    private static final ValueType OBJECT = ValueType.object("java.lang.Object");

    private static final ValueType STRING = ValueType.object("java.lang.String");

    private static final ValueType RECORD = ValueType.object("java.lang.Record");

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        String name = type.getName();
        boolean ours = name.startsWith("dev.shmfit.reports.") || name.startsWith("dev.shmfit.web.");
        if (!ours || !"java.lang.Record".equals(type.getParent())) {
            return;
        }
        List<FieldHolder> fields = type.getFields().stream()
                .filter(f -> !f.hasModifier(ElementModifier.STATIC))
                .toList();
        type.getInterfaces().add("dev.shmfit.web.jdk.PageRecord");
        shape(type, fields, context);
        part(type, fields, context);
        make(type, fields, context);
    }

    private static ProgramEmitter method(
            ClassHolder type, ClassHolderTransformerContext context, String name, ValueType... signature) {
        MethodHolder method = new MethodHolder(new MethodDescriptor(name, signature));
        method.setLevel(AccessLevel.PUBLIC);
        type.addMethod(method);
        return ProgramEmitter.create(method, context.getHierarchy());
    }

    private static void shape(ClassHolder type, List<FieldHolder> fields, ClassHolderTransformerContext context) {
        ProgramEmitter code = method(type, context, "pageShape", STRING);
        code.constant(fields.stream().map(f -> component(type, f)).collect(Collectors.joining(" ")))
                .returnValue();
    }

    /** As {@code RecordShape.Component} reads the annotations. */
    private static String component(ClassHolder type, FieldHolder field) {
        AnnotationHolder renamed = field.getAnnotations().get(JsonProperty.class.getName());
        AnnotationHolder included = field.getAnnotations().get(JsonInclude.class.getName());
        AnnotationHolder all = included == null ? type.getAnnotations().get(JsonInclude.class.getName()) : included;
        boolean omitted = all != null
                && all.getValue("value") != null
                && all.getValue("value").getEnumValue().getFieldName().equals(JsonInclude.Include.NON_NULL.name());
        return field.getName() + ":"
                + (renamed == null ? field.getName() : renamed.getValue("value").getString())
                + (omitted ? ":?" : "");
    }

    private static void part(ClassHolder type, List<FieldHolder> fields, ClassHolderTransformerContext context) {
        ProgramEmitter code = method(type, context, "pagePart", ValueType.INTEGER, OBJECT);
        ChooseEmitter choice = code.choice(code.var(1, ValueType.INTEGER));
        for (int i = 0; i < fields.size(); i++) {
            FieldHolder field = fields.get(i);
            choice.option(
                    i,
                    () -> boxed(code.var(0, ValueType.object(type.getName()))
                                    .getField(field.getName(), field.getType()))
                            .returnValue());
        }
        choice.otherwise(() -> code.constantNull(OBJECT).returnValue());
    }

    private static void make(ClassHolder type, List<FieldHolder> fields, ClassHolderTransformerContext context) {
        ProgramEmitter code = method(type, context, "pageMake", ValueType.arrayOf(OBJECT), RECORD);
        ValueEmitter[] parts = new ValueEmitter[fields.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = unboxed(
                    code.var(1, ValueType.arrayOf(OBJECT)).getElement(i),
                    fields.get(i).getType());
        }
        code.construct(type.getName(), parts).returnValue();
    }

    private static ValueEmitter boxed(ValueEmitter value) {
        return value.getType() instanceof ValueType.Primitive ? value.box() : value;
    }

    private static ValueEmitter unboxed(ValueEmitter value, ValueType type) {
        if (!(type instanceof ValueType.Primitive primitive)) {
            return value.cast(type);
        }
        ValueType box = ValueType.object(primitive.getBoxedType().getClassName());
        return value.cast(box).invokeVirtual(word(primitive) + "Value", type);
    }

    /** Java's word for the type. */
    private static String word(ValueType.Primitive type) {
        return switch (type.getKind()) {
            case INTEGER -> "int";
            case CHARACTER -> "char";
            default -> type.getKind().name().toLowerCase(Locale.ROOT);
        };
    }
}
