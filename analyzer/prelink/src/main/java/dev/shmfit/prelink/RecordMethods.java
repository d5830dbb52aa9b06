package dev.shmfit.prelink;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The equals and hashCode that javac leaves to java.lang.runtime.ObjectMethods: component by component, each by its own; of
 * floating point by {@code compare}. The hash is the one that ObjectMethods has come to since Java 16.
 */
final class RecordMethods {
    private static final int FIRST_COMPONENT = 2;
    private static final String HASH_CODE = "hashCode";
    private static final String EQUALS = "equals";
    private static final String OBJECTS = "java/util/Objects";

    private RecordMethods() {}

    static boolean isOne(String method, Handle bootstrap) {
        return bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods")
                && (method.equals(HASH_CODE) || method.equals(EQUALS));
    }

    /**
     * Writes what comes before the method's return.
     *
     * @param arguments the record, the names of its components, and a getter of each
     */
    static void write(MethodVisitor m, String record, String method, Object[] arguments) {
        if (method.equals(HASH_CODE)) {
            hashCode(m, record, arguments);
        } else {
            equals(m, record, arguments);
        }
    }

    private static void hashCode(MethodVisitor m, String record, Object[] arguments) {
        m.visitInsn(Opcodes.POP);
        m.visitInsn(Opcodes.ICONST_0);
        for (int i = FIRST_COMPONENT; i < arguments.length; i++) {
            Handle component = (Handle) arguments[i];
            Type type = Type.getType(component.getDesc());
            m.visitIntInsn(Opcodes.BIPUSH, 31);
            m.visitInsn(Opcodes.IMUL);
            load(m, record, 0, component);
            boolean primitive = Conversion.isPrimitive(type);
            m.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    primitive ? Conversion.boxOf(type).getInternalName() : OBJECTS,
                    HASH_CODE,
                    primitive ? "(" + type.getDescriptor() + ")I" : "(Ljava/lang/Object;)I",
                    false);
            m.visitInsn(Opcodes.IADD);
        }
    }

    private static void equals(MethodVisitor m, String record, Object[] arguments) {
        Label same = new Label();
        Label differs = new Label();
        m.visitInsn(Opcodes.POP2);
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitVarInsn(Opcodes.ALOAD, 1);
        m.visitJumpInsn(Opcodes.IF_ACMPEQ, same);
        m.visitVarInsn(Opcodes.ALOAD, 1);
        m.visitTypeInsn(Opcodes.INSTANCEOF, record);
        m.visitJumpInsn(Opcodes.IFEQ, differs);
        m.visitVarInsn(Opcodes.ALOAD, 1);
        m.visitTypeInsn(Opcodes.CHECKCAST, record);
        m.visitVarInsn(Opcodes.ASTORE, 2);
        for (int i = FIRST_COMPONENT; i < arguments.length; i++) {
            Handle component = (Handle) arguments[i];
            load(m, record, 0, component);
            load(m, record, 2, component);
            compare(m, Type.getType(component.getDesc()), differs);
        }
        m.visitLabel(same);
        m.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        m.visitInsn(Opcodes.ICONST_1);
        m.visitInsn(Opcodes.IRETURN);
        m.visitLabel(differs);
        m.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        m.visitInsn(Opcodes.ICONST_0);
    }

    private static void compare(MethodVisitor m, Type type, Label differs) {
        switch (type.getSort()) {
            case Type.LONG -> {
                m.visitInsn(Opcodes.LCMP);
                m.visitJumpInsn(Opcodes.IFNE, differs);
            }
            case Type.FLOAT, Type.DOUBLE -> {
                String d = type.getDescriptor();
                m.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        Conversion.boxOf(type).getInternalName(),
                        "compare",
                        "(" + d + d + ")I",
                        false);
                m.visitJumpInsn(Opcodes.IFNE, differs);
            }
            case Type.ARRAY, Type.OBJECT -> {
                m.visitMethodInsn(
                        Opcodes.INVOKESTATIC, OBJECTS, EQUALS, "(Ljava/lang/Object;Ljava/lang/Object;)Z", false);
                m.visitJumpInsn(Opcodes.IFEQ, differs);
            }
            default -> m.visitJumpInsn(Opcodes.IF_ICMPNE, differs);
        }
    }

    private static void load(MethodVisitor m, String record, int variable, Handle component) {
        m.visitVarInsn(Opcodes.ALOAD, variable);
        m.visitFieldInsn(Opcodes.GETFIELD, record, component.getName(), component.getDesc());
    }
}
