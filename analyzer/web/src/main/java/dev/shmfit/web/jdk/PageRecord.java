package dev.shmfit.web.jdk;

import org.jspecify.annotations.Nullable;

/**
 * What every record of the reports can do in a page, where nothing is read by reflection: TeaVM would then keep for each of
 * the page's 6,000 classes how an object of it is made. {@code dev.shmfit.web.build.RecordParts} writes the methods.
 */
interface PageRecord {
    /** The components in their order, blanks between them: the name in Java, the key in JSON, and {@code ?} where null is left out. */
    String pageShape();

    /** The value of a component. */
    @Nullable
    Object pagePart(int i);

    /** The same record with other values. */
    Record pageMake(@Nullable Object[] parts);
}
