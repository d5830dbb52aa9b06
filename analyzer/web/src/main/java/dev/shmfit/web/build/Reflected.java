package dev.shmfit.web.build;

import org.teavm.extension.spi.reflection.SimpleReflectionPolicy;

/** What the page reads by reflection: the records of reports, and of the page's own answer. */
public final class Reflected extends SimpleReflectionPolicy {
    @Override
    protected void setup() {
        selectClasses(inPackage("dev.shmfit.reports", true).and(extending(Record.class)))
                .reflectableMembers(m -> true);
        selectClasses(inPackage("dev.shmfit.web", false).and(extending(Record.class)))
                .reflectableMembers(m -> true);
    }
}
