package dev.shmfit.reports.rules;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.RuleValue;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.register.RuleRegister;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A version rule as JSON has it.
 *
 * @param id stable
 * @param part the part of NCCL that it belongs to
 * @param decides what it decides, in a sentence
 * @param values oldest first
 * @param notShown why no forecast shows a change, by version where that differs; empty where one shows each
 */
public record RuleV1(String id, String part, String decides, List<Value> values, String notShown) {
    /**
     * What the rule says from a version on.
     *
     * @param from the first version; the first value holds for older ones too
     * @param source file and function in NCCL's source at the tag
     */
    public record Value(String from, String value, String source) {}

    /** All rules of the register, in its order. */
    public static List<RuleV1> all() {
        List<RuleV1> all = new ArrayList<>();
        for (RuleRegister.Part part : RuleRegister.parts()) {
            part.rules().forEach(rule -> all.add(of(part, rule)));
        }
        return all;
    }

    private static RuleV1 of(RuleRegister.Part part, VersionRule<?> rule) {
        List<Value> values = new ArrayList<>();
        for (VersionRule.Entry<?> e : rule.entries()) {
            values.add(new Value(e.from().toString(), RuleValue.text(e.value()), e.source()));
        }
        return new RuleV1(rule.id(), part.title(), sentence(rule.decides()), values, unseen(rule));
    }

    /** One reason for all changes, or each with its version. */
    private static String unseen(VersionRule<?> rule) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (NcclVersion change : rule.changes()) {
            rule.unseenOf(change)
                    .everywhere()
                    .ifPresent(reason -> byReason.computeIfAbsent(reason, r -> new ArrayList<>())
                            .add(change.toString()));
        }
        return byReason.entrySet().stream()
                .map(e -> e.getValue().size() == rule.changes().size()
                        ? e.getKey()
                        : "from " + String.join(" and ", e.getValue()) + ", " + e.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String sentence(String decides) {
        return Character.toUpperCase(decides.charAt(0)) + decides.substring(1) + ".";
    }

    /** The versions at which something changes. */
    List<String> changes() {
        return values.stream().skip(1).map(Value::from).toList();
    }

    /** When the value at {@code place} holds. */
    String when(int place) {
        return place == 0
                ? "before " + values.get(1).from()
                : "from " + values.get(place).from();
    }
}
