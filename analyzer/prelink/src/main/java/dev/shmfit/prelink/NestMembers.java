package dev.shmfit.prelink;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;

/** Members of a class's nest, which may call its private methods. */
final class NestMembers {
    private NestMembers() {}

    /** The class with further members. */
    static byte[] added(byte[] host, List<String> names) {
        ClassReader reader = new ClassReader(host);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(ClassLinker.API, writer) {
                    @Override
                    public void visitEnd() {
                        names.forEach(this::visitNestMember);
                        super.visitEnd();
                    }
                },
                0);
        return writer.toByteArray();
    }
}
