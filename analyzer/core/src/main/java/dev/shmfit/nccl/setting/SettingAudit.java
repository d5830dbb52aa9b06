package dev.shmfit.nccl.setting;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.setting.SettingRemark.Kind;
import dev.shmfit.nccl.tuning.AlgorithmSetting;
import dev.shmfit.text.Text;
import dev.shmfit.units.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which settings of a job does its NCCL not know, and which values does it not take as they are written? */
public final class SettingAudit {
    private static final String PREFIX = "NCCL_";
    private static final String PARAM = "src/misc/param.cc ncclLoadParam";

    /** Read as text to be looked up, then with strtol. */
    private static final Set<String> NUMBERS_TOO = Set.of("NCCL_P2P_DISABLE", "NCCL_COLLNET_ENABLE");

    /** What strtoll with base 0 reads as a person does: no other base but by 0x, nothing behind. */
    private static final Pattern PLAIN = Pattern.compile("\\s*[-+]?(?:0|[1-9]\\d*|0[xX][0-9a-fA-F]+)\\s*");

    private final NcclVersion version;
    private final List<SettingRemark> remarks = new ArrayList<>();

    private SettingAudit(NcclVersion version) {
        this.version = version;
    }

    /** All remarks on settings whose names begin with NCCL_, by name. */
    public static List<SettingRemark> of(Map<String, String> settings, NcclVersion version) {
        SettingAudit audit = new SettingAudit(version);
        new NcclSettings(settings).values().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                audit.setting(name, value);
            }
        });
        return List.copyOf(audit.remarks);
    }

    private void setting(String name, String value) {
        Optional<NcclVariable> variable = NcclVariables.at(name, version);
        if (variable.isPresent()) {
            value(variable.get(), value);
        } else if (!NcclVariables.named(name).isEmpty()) {
            List<NcclVariable> rows = NcclVariables.named(name);
            String versions = rows.stream().map(NcclVariable::versions).collect(Collectors.joining(" and "));
            add(
                    Kind.OF_OTHER_VERSIONS,
                    name,
                    Text.of(
                            "verdict/setting-of-other-version.summary",
                            "version",
                            version,
                            "name",
                            name,
                            "versions",
                            versions),
                    Text.EMPTY,
                    rows.get(0).source() + "@" + rows.get(0).first());
        } else {
            unknown(name);
        }
    }

    private void unknown(String name) {
        Optional<String> reader = OtherReaders.of(name);
        Optional<String> near = DidYouMean.among(NcclVariables.names(), name);
        if (reader.isPresent()) {
            add(
                    Kind.READ_BY_OTHERS,
                    name,
                    Text.of("verdict/setting-reader.summary", "name", name, "reader", reader.get()),
                    Text.EMPTY,
                    "");
        } else if (near.isPresent()) {
            add(
                    Kind.MISSPELT,
                    name,
                    Text.of("verdict/setting-misspelt.summary", "name", name, "near", near.get()),
                    Text.of("verdict/setting-misspelt.remedy", "near", near.get(), "name", name),
                    "");
        } else {
            add(
                    Kind.UNKNOWN,
                    name,
                    Text.of("verdict/setting-nobody.summary", "name", name),
                    Text.of("verdict/setting-nobody.remedy", "name", name),
                    "");
        }
    }

    private void value(NcclVariable variable, String value) {
        String name = variable.name();
        boolean number = variable.isNumber() || NUMBERS_TOO.contains(name);
        if (number) {
            number(name, value);
            return;
        }
        AlgorithmSetting.refusal(name, value, version)
                .ifPresent(r -> add(
                        r.fails() ? Kind.VALUE_REFUSED : Kind.VALUE_IGNORED,
                        name,
                        Text.of(
                                r.fails() ? "verdict/setting-algorithm-fails" : "verdict/setting-algorithm-passes",
                                "setting",
                                written(name, value),
                                "why",
                                r.why()),
                        Text.of("verdict/setting-algorithm.remedy", "name", name, "as", r.remedy()),
                        r.source()));
        WordRule.broken(name, version, value)
                .ifPresent(b -> add(
                        Kind.VALUE_IGNORED,
                        name,
                        Text.of(
                                "verdict/setting-not-understood.summary",
                                "name",
                                written(name, value),
                                "otherwise",
                                b.otherwise()),
                        Text.of("verdict/setting-not-understood.remedy", "name", name, "remedy", b.remedy()),
                        b.source()));
    }

    private void number(String name, String value) {
        NcclSettings one = new NcclSettings(Map.of(name, value));
        String key = name.substring(PREFIX.length());
        long read = one.number(key, Long.MIN_VALUE);
        if (value.isEmpty()) {
            add(
                    Kind.VALUE_IGNORED,
                    name,
                    Text.of("verdict/setting-empty.summary", "name", name),
                    Text.of("verdict/setting-empty.remedy", "name", name),
                    PARAM);
        } else if (read == Long.MIN_VALUE) {
            add(
                    Kind.VALUE_IGNORED,
                    name,
                    Text.of("verdict/setting-too-long.summary", "name", written(name, value)),
                    Text.of("verdict/setting-too-long.remedy", "name", name),
                    PARAM);
        } else if (!PLAIN.matcher(value).matches()) {
            add(
                    Kind.VALUE_IGNORED,
                    name,
                    Text.of("verdict/setting-read-as.summary", "name", written(name, value), "read", read),
                    Text.of("verdict/setting-read-as.remedy", "name", name),
                    PARAM);
        } else {
            NumberRule.broken(name, version, read)
                    .ifPresent(r -> add(
                            Kind.VALUE_IGNORED,
                            name,
                            Text.of(
                                    "verdict/setting-changed.summary",
                                    "name",
                                    written(name, value),
                                    "otherwise",
                                    r.otherwise()),
                            Text.EMPTY,
                            r.source()));
        }
    }

    private static String written(String name, String value) {
        return name + "=" + value;
    }

    private void add(Kind kind, String name, Text sentence, Text remedy, String source) {
        remarks.add(new SettingRemark(kind, name, sentence, remedy, source));
    }
}
