package dev.shmfit.prelink;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/**
 * Where a lambda is made, as java.lang.invoke.LambdaMetafactory is told.
 *
 * @param method of the interface
 * @param factory from what it captures to the interface
 * @param erased the method's type in the interface
 * @param body what is called
 * @param actual the method's type here, with the interface's type arguments
 */
record LambdaSite(String method, String factory, Type erased, Handle body, Type actual) {
    /** Whether a call is linked to such a lambda; one that is serializable, or has further interfaces, is not. */
    static boolean isOne(Handle bootstrap) {
        return bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                && bootstrap.getName().equals("metafactory");
    }

    Type[] captured() {
        return Type.getArgumentTypes(factory);
    }

    String implemented() {
        return Type.getReturnType(factory).getInternalName();
    }
}
