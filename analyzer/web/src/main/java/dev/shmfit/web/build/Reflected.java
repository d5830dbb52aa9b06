package dev.shmfit.web.build;

import org.teavm.extension.introspect.IntrospectField;
import org.teavm.extension.introspect.IntrospectMember;
import org.teavm.extension.spi.reflection.SimpleReflectionPolicy;

/** What the page reads by reflection: the records of reports, and of the page's own answer. */
public final class Reflected extends SimpleReflectionPolicy {
    @Override
    protected void setup() {
        selectClasses(inPackage("dev.shmfit.reports", true).and(extending(Record.class)))
                .reflectableMembers(Reflected::isPart);
        selectClasses(inPackage("dev.shmfit.web", false).and(extending(Record.class)))
                .reflectableMembers(Reflected::isPart);
    }

    /** What {@code RecordShape} reads: a record's components, and the constructor that takes them. */
    private static boolean isPart(IntrospectMember member) {
        return member instanceof IntrospectField || member.name().equals("<init>");
    }
}
