package dev.shmfit.prelink;

import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A value made one of another type, as java.lang.invoke.LambdaMetafactory has it: boxed, unboxed, widened, cast. */
final class Conversion {
    private static final Map<Integer, String> BOXES = Map.of(
            Type.BOOLEAN, "java/lang/Boolean",
            Type.CHAR, "java/lang/Character",
            Type.BYTE, "java/lang/Byte",
            Type.SHORT, "java/lang/Short",
            Type.INT, "java/lang/Integer",
            Type.LONG, "java/lang/Long",
            Type.FLOAT, "java/lang/Float",
            Type.DOUBLE, "java/lang/Double");

    private static final Map<String, Type> UNBOXED = Map.of(
            "java/lang/Boolean", Type.BOOLEAN_TYPE,
            "java/lang/Character", Type.CHAR_TYPE,
            "java/lang/Byte", Type.BYTE_TYPE,
            "java/lang/Short", Type.SHORT_TYPE,
            "java/lang/Integer", Type.INT_TYPE,
            "java/lang/Long", Type.LONG_TYPE,
            "java/lang/Float", Type.FLOAT_TYPE,
            "java/lang/Double", Type.DOUBLE_TYPE);

    private Conversion() {}

    /**
     * Converts the value on top of the stack.
     *
     * @param from its type
     * @param actual its type with the interface's type arguments
     * @param to the type that is wanted
     */
    static void write(MethodVisitor m, Type from, Type actual, Type to) {
        if (isPrimitive(from)) {
            if (isPrimitive(to)) {
                widen(m, from, to);
            } else {
                box(m, from, to);
            }
        } else if (isPrimitive(to)) {
            unbox(m, from, isPrimitive(actual) ? boxOf(to) : actual, to);
        } else {
            Type seen = from;
            if (!isPrimitive(actual)) {
                cast(m, seen, actual);
                seen = actual;
            }
            cast(m, seen, to);
        }
    }

    static boolean isPrimitive(Type t) {
        return t.getSort() < Type.ARRAY;
    }

    static Type boxOf(Type primitive) {
        return Type.getObjectType(BOXES.getOrDefault(primitive.getSort(), ""));
    }

    private static void cast(MethodVisitor m, Type from, Type to) {
        if (!from.equals(to) && !to.getInternalName().equals("java/lang/Object")) {
            m.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
    }

    private static void box(MethodVisitor m, Type from, Type to) {
        Type widened = UNBOXED.getOrDefault(to.getInternalName(), from);
        widen(m, from, widened);
        String box = boxOf(widened).getInternalName();
        m.visitMethodInsn(
                Opcodes.INVOKESTATIC, box, "valueOf", "(" + widened.getDescriptor() + ")L" + box + ";", false);
    }

    private static void unbox(MethodVisitor m, Type from, Type actual, Type to) {
        // What is no box itself is taken to hold one of the wanted type.
        Type box = UNBOXED.containsKey(actual.getInternalName()) ? actual : boxOf(to);
        cast(m, from, box);
        Type value = UNBOXED.getOrDefault(box.getInternalName(), to);
        m.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                box.getInternalName(),
                value.getClassName() + "Value",
                "()" + value.getDescriptor(),
                false);
        widen(m, value, to);
    }

    private static void widen(MethodVisitor m, Type from, Type to) {
        int wanted = to.getSort();
        switch (from.getSort()) {
            case Type.LONG -> one(m, wanted, -1, Opcodes.L2F, Opcodes.L2D);
            case Type.FLOAT -> one(m, wanted, -1, -1, Opcodes.F2D);
            case Type.DOUBLE -> {}
            default -> one(m, wanted, Opcodes.I2L, Opcodes.I2F, Opcodes.I2D);
        }
    }

    private static void one(MethodVisitor m, int wanted, int toLong, int toFloat, int toDouble) {
        int instruction = switch (wanted) {
            case Type.LONG -> toLong;
            case Type.FLOAT -> toFloat;
            case Type.DOUBLE -> toDouble;
            default -> -1;
        };
        if (instruction >= 0) {
            m.visitInsn(instruction);
        }
    }
}
