package dev.shmfit.reports;

import org.jspecify.annotations.Nullable;

/**
 * Something that can run out.
 *
 * @param name {@code shm}, {@code shm-files}, {@code memory-limit}, {@code system-memory}, {@code open-files},
 *     {@code locked-memory}
 * @param unit {@code bytes}, {@code files} or {@code descriptors}
 * @param needs what the job needs of it, at the most
 * @param has what there is; null where there is no limit or none is known
 * @param status {@code fits}, {@code fails}, or {@code unknown} where there is nothing to compare with
 * @param note why {@code has} is null; empty where it is not
 * @param provenance where {@code has} came from; null where nothing is known
 * @param formula how {@code needs} comes about
 */
public record BudgetV1(
        String name,
        String unit,
        long needs,
        @Nullable Long has,
        String status,
        String note,
        @Nullable String provenance,
        String formula) {}
