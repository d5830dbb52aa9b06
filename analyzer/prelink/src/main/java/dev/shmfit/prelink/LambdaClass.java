package dev.shmfit.prelink;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The class behind a lambda: a field for each value that it captures, and the interface's method, which hands these and its
 * own arguments to the body. One that captures nothing has one instance.
 */
final class LambdaClass {
    /** The static method that makes an instance. */
    static final String FACTORY = "of";

    private static final String OBJECT = "java/lang/Object";
    private static final String INIT = "<init>";
    private static final String ONLY = "ONLY";

    private final String name;
    private final byte[] bytes;

    private LambdaClass(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** Internal, with slashes. */
    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes;
    }

    static LambdaClass of(String name, String nestHost, LambdaSite site) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                OBJECT,
                new String[] {site.implemented()});
        writer.visitNestHost(nestHost);
        constructor(writer, name, site.captured());
        factory(writer, name, site);
        method(writer, name, site);
        writer.visitEnd();
        return new LambdaClass(name, writer.toByteArray());
    }

    private static void constructor(ClassWriter writer, String name, Type[] captured) {
        MethodVisitor m = writer.visitMethod(0, INIT, Type.getMethodDescriptor(Type.VOID_TYPE, captured), null, null);
        m.visitCode();
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, INIT, "()V", false);
        int at = 1;
        for (int i = 0; i < captured.length; i++) {
            writer.visitField(
                    Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, field(i), captured[i].getDescriptor(), null, null);
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), at);
            m.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), captured[i].getDescriptor());
            at += captured[i].getSize();
        }
        end(m, Opcodes.RETURN);
    }

    private static void factory(ClassWriter writer, String name, LambdaSite site) {
        Type[] captured = site.captured();
        MethodVisitor m = writer.visitMethod(Opcodes.ACC_STATIC, FACTORY, site.factory(), null, null);
        m.visitCode();
        if (captured.length == 0) {
            only(writer, name);
            m.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, "L" + name + ";");
        } else {
            instance(m, name, captured);
        }
        end(m, Opcodes.ARETURN);
    }

    private static void only(ClassWriter writer, String name) {
        String type = "L" + name + ";";
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, ONLY, type, null, null);
        MethodVisitor m = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        m.visitCode();
        instance(m, name, new Type[0]);
        m.visitFieldInsn(Opcodes.PUTSTATIC, name, ONLY, type);
        end(m, Opcodes.RETURN);
    }

    private static void instance(MethodVisitor m, String name, Type[] captured) {
        m.visitTypeInsn(Opcodes.NEW, name);
        m.visitInsn(Opcodes.DUP);
        int at = 0;
        for (Type t : captured) {
            m.visitVarInsn(t.getOpcode(Opcodes.ILOAD), at);
            at += t.getSize();
        }
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, name, INIT, Type.getMethodDescriptor(Type.VOID_TYPE, captured), false);
    }

    private static void method(ClassWriter writer, String name, LambdaSite site) {
        Handle body = site.body();
        boolean constructs = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        MethodVisitor m = writer.visitMethod(
                Opcodes.ACC_PUBLIC, site.method(), site.erased().getDescriptor(), null, null);
        m.visitCode();
        if (constructs) {
            m.visitTypeInsn(Opcodes.NEW, body.getOwner());
            m.visitInsn(Opcodes.DUP);
        }
        List<Type> wanted = wanted(body);
        Type[] captured = site.captured();
        for (int i = 0; i < captured.length; i++) {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitFieldInsn(Opcodes.GETFIELD, name, field(i), captured[i].getDescriptor());
            Conversion.write(m, captured[i], captured[i], wanted.get(i));
        }
        Type[] erased = site.erased().getArgumentTypes();
        Type[] actual = site.actual().getArgumentTypes();
        int at = 1;
        for (int i = 0; i < erased.length; i++) {
            m.visitVarInsn(erased[i].getOpcode(Opcodes.ILOAD), at);
            at += erased[i].getSize();
            Conversion.write(m, erased[i], actual[i], wanted.get(captured.length + i));
        }
        m.visitMethodInsn(call(body), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
        Type result = constructs ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc());
        Type returned = site.erased().getReturnType();
        if (returned.equals(Type.VOID_TYPE)) {
            drop(m, result);
        } else {
            Conversion.write(m, result, site.actual().getReturnType(), returned);
        }
        end(m, returned.getOpcode(Opcodes.IRETURN));
    }

    /** What the body takes, with the object whose method it is. */
    private static List<Type> wanted(Handle body) {
        List<Type> wanted = new ArrayList<>();
        if (body.getTag() != Opcodes.H_INVOKESTATIC && body.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
            wanted.add(Type.getObjectType(body.getOwner()));
        }
        wanted.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
        return wanted;
    }

    /** A method of the same nest is called like any other, though it is private. */
    private static int call(Handle body) {
        return switch (body.getTag()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    }

    private static void drop(MethodVisitor m, Type result) {
        if (result.getSize() == 2) {
            m.visitInsn(Opcodes.POP2);
        } else if (result.getSize() == 1) {
            m.visitInsn(Opcodes.POP);
        }
    }

    private static String field(int captured) {
        return "c" + captured;
    }

    private static void end(MethodVisitor m, int instruction) {
        m.visitInsn(instruction);
        m.visitMaxs(0, 0);
        m.visitEnd();
    }
}
