package dev.shmfit.prelink;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A class whose lambdas and record methods are linked. */
final class ClassLinker extends ClassVisitor {
    static final int API = Opcodes.ASM9;

    private final ClassWriter writer;
    private final String name;
    private final List<LambdaClass> made = new ArrayList<>();
    private @Nullable String host;

    private ClassLinker(ClassReader reader, ClassWriter writer) {
        super(API, writer);
        this.writer = writer;
        this.name = reader.getClassName();
    }

    static ClassLinker of(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassLinker linker = new ClassLinker(reader, new ClassWriter(reader, ClassWriter.COMPUTE_MAXS));
        reader.accept(linker, 0);
        return linker;
    }

    byte[] bytes() {
        return writer.toByteArray();
    }

    /** The classes behind its lambdas. */
    List<LambdaClass> made() {
        return made;
    }

    /** The class whose nest it is in: itself where no other is. */
    String nestHost() {
        return host == null ? name : host;
    }

    @Override
    public void visitNestHost(String nestHost) {
        host = nestHost;
        super.visitNestHost(nestHost);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new MethodVisitor(API, super.visitMethod(access, method, descriptor, signature, exceptions)) {
            @Override
            public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                if (LambdaSite.isOne(bootstrap)) {
                    LambdaSite site = new LambdaSite(
                            called, type, (Type) arguments[0], (Handle) arguments[1], (Type) arguments[2]);
                    LambdaClass lambda = LambdaClass.of(name + "$$L" + made.size(), nestHost(), site);
                    made.add(lambda);
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, lambda.name(), LambdaClass.FACTORY, type, false);
                } else if (RecordMethods.isOne(called, bootstrap)) {
                    RecordMethods.write(mv, name, called, arguments);
                } else {
                    super.visitInvokeDynamicInsn(called, type, bootstrap, arguments);
                }
            }
        };
    }
}
